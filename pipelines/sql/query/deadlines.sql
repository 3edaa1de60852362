-- grain: one awaited answer or solution that something is promised about. inputs: ticket_facts, slices. key: source, ticket_id, awaits.
-- $1 organisation. What waits for the customer is not due, and not here unless a new time is agreed.
SELECT * FROM (
    SELECT f.source, f.ticket_id, s.unit, s.service, s.customer, s.case_type, s.channel, f.priority, f.kind, f.opened_at, f.policy,
           'resolution' AS awaits, f.warn_at, f.due_at, f.kept_until, f.agreed_due_at
    FROM {prefix}ticket_facts f JOIN {prefix}slices s USING (slice)
    WHERE s.organisation = $1 AND f.settled_at IS NULL AND f.cancelled_at IS NULL AND (f.kept_until IS NOT NULL OR f.agreed_due_at IS DISTINCT FROM f.due_at)
    UNION ALL
    SELECT f.source, f.ticket_id, s.unit, s.service, s.customer, s.case_type, s.channel, f.priority, f.kind, f.opened_at, f.policy,
           'response', f.response_warn_at, f.response_due_at, f.response_kept_until, f.response_due_at
    FROM {prefix}ticket_facts f JOIN {prefix}slices s USING (slice)
    WHERE s.organisation = $1 AND f.response_kept_until IS NOT NULL AND f.response_met IS NULL AND f.cancelled_at IS NULL
)
ORDER BY agreed_due_at, source, ticket_id, awaits
