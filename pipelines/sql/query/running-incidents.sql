-- grain: one major incident that isn't solved. inputs: ticket_facts, slices, log. key: source, ticket_id.
-- $1 organisation. told_at: when the last that is told of it happened.
SELECT f.source, f.ticket_id, s.unit, s.service, f.opened_at, coalesce(max(l.time), f.opened_at) AS told_at
FROM ticket_facts f JOIN slices s USING (slice) LEFT JOIN log l USING (subject_key)
WHERE s.organisation = $1 AND f.kind = 'major-incident' AND f.opened_at IS NOT NULL AND f.resolved_at IS NULL AND f.closed_at IS NULL AND f.cancelled_at IS NULL
GROUP BY f.source, f.ticket_id, s.unit, s.service, f.opened_at
ORDER BY f.opened_at, f.source, f.ticket_id
