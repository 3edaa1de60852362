-- grain: one line's time with a ticket. inputs: hand_over_facts, slices. key: organisation, source, ticket_id, ordinal.
-- $1 organisation, $2 first day, $3 first day after (of the hand-over).
SELECT
    s.organisation, f.source, f.ticket_id, f.ordinal, s.queue AS line, s.unit, s.customer, s.service, s.case_type, s.channel,
    f.handed_over_at, f.returned_at, f.by_agreement,
    f.opening_us / 60e6 AS opening_minutes, f.working_day_millionths / 1e6 AS working_days,
    f.policy, f.level, f.due_at, f.met
FROM {prefix}hand_over_facts f
JOIN {prefix}slices s USING (slice)
WHERE s.organisation = $1
  AND ($2::DATE IS NULL OR f.handed_over_day >= $2)
  AND ($3::DATE IS NULL OR f.handed_over_day < $3)
ORDER BY f.handed_over_at, f.source, f.ticket_id, f.ordinal
