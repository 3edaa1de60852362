-- grain: one decided or overridden prognosis. inputs: prognosis_facts, slices. key: source, statement_id.
-- $1 organisation.
SELECT f.measure, s.unit, f.year, f.value, f.decided_at, f.decided_by, f.source, f.statement_id, f.reason
FROM {prefix}prognosis_facts f JOIN {prefix}slices s USING (slice)
WHERE s.organisation = $1
ORDER BY f.decided_at, f.source, f.statement_id
