-- grain: one major incident that lasted on some days. inputs: ticket_facts, slices. key: source, ticket_id.
-- $1 organisation, $2 first day, $3 the day after the last. Days of the organisation; one that isn't solved has no end.
SELECT f.ticket_id, s.unit, s.service, f.opened_at, coalesce(f.resolved_at, f.closed_at) AS ended_at
FROM {prefix}ticket_facts f JOIN {prefix}slices s USING (slice)
WHERE s.organisation = $1 AND f.kind = 'major-incident' AND f.opened_at IS NOT NULL AND f.cancelled_at IS NULL
    AND f.opened_day < $3::DATE AND coalesce(f.resolved_day, f.left_day, $2::DATE) >= $2::DATE
ORDER BY f.opened_at, f.source, f.ticket_id
