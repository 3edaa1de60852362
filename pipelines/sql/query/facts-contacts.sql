-- grain: one contact. inputs: contact_facts, slices. key: organisation, source, contact_id.
-- $1 organisation, $2 first day, $3 first day after.
SELECT
    s.organisation, f.source, f.contact_id, s.unit, s.customer, s.service, s.queue, s.case_type, s.channel,
    f.offered_at, f.day, f.outcome, f.wait_us / 1000000 AS wait_seconds, f.talk_us / 1000000 AS talk_seconds, f.resolved, f.ticket
FROM {prefix}contact_facts f
JOIN {prefix}slices s USING (slice)
WHERE s.organisation = $1
  AND ($2::DATE IS NULL OR f.day >= $2)
  AND ($3::DATE IS NULL OR f.day < $3)
ORDER BY f.offered_at, f.source, f.contact_id
