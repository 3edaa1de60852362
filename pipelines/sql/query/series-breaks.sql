-- grain: one series break. inputs: series_break_facts, slices. key: source, statement_id.
-- $1 organisation.
SELECT f.measure, s.unit, f.starts_on, f.reason
FROM {prefix}series_break_facts f JOIN {prefix}slices s USING (slice)
WHERE s.organisation = $1
ORDER BY f.starts_on, f.source, f.statement_id
