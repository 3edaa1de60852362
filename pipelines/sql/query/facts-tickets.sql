-- grain: one ticket. inputs: ticket_facts, slices. key: organisation, source, ticket_id.
-- $1 organisation, $2 first day, $3 first day after (of opening; a ticket that no event opened is listed when no day is asked for).
SELECT
    s.organisation, f.source, f.ticket_id, s.unit, s.customer, s.service, s.case_type, s.channel, f.priority, f.kind, f.status,
    f.opened_at, f.first_response_at, f.first_resolved_at, f.resolved_at, f.closed_at, f.cancelled_at,
    f.resolution_seconds / 60 AS calendar_minutes,
    f.first_resolution_seconds / 60 AS first_calendar_minutes,
    f.paused_seconds / 60 AS paused_calendar_minutes,
    f.calendar,
    f.resolution_opening_us / 60e6 AS opening_minutes,
    f.first_resolution_opening_us / 60e6 AS first_opening_minutes,
    f.response_opening_us / 60e6 AS response_opening_minutes,
    f.resolution_net_us / 60e6 AS net_opening_minutes,
    f.first_resolution_net_us / 60e6 AS first_net_opening_minutes,
    f.policy, f.promised_us / 60e6 AS promised_minutes, f.promised_time, f.response_due_at, f.response_kept_until, f.response_met,
    f.due_at, f.kept_until, f.agreed_due_at, f.settled_at, f.used_us / 60e6 AS used_minutes,
    f.met_original, f.met_agreed, f.met_agreed_late, f.agreements, f.agreements_late, f.agreements_after_done, f.agreements_refused,
    f.reopenings, f.hand_overs, f.handed_over_by_agreement, f.first_contact, f.sla_met_reported
FROM {prefix}ticket_facts f
JOIN {prefix}slices s USING (slice)
WHERE s.organisation = $1
  AND ($2::DATE IS NULL OR f.opened_day >= $2)
  AND ($3::DATE IS NULL OR f.opened_day < $3)
ORDER BY f.opened_at, f.source, f.ticket_id
