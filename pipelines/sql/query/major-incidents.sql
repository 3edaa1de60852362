-- grain: one major incident. inputs: ticket_facts, slices. key: source, ticket_id.
-- $1 organisation. Days of the organisation; one that isn't solved has no last one and no end.
SELECT s.unit, f.opened_day, coalesce(f.resolved_day, f.left_day) AS solved_day, f.ticket_id, s.service, f.opened_at, coalesce(f.resolved_at, f.closed_at) AS ended_at
FROM {prefix}ticket_facts f JOIN {prefix}slices s USING (slice)
WHERE s.organisation = $1 AND f.kind = 'major-incident' AND f.opened_day IS NOT NULL AND f.cancelled_at IS NULL
ORDER BY f.opened_day, f.source, f.ticket_id
