-- grain: one entered value. inputs: entered_facts, slices. key: source, statement_id.
-- $1 organisation. Values broken down by sex are left out: none of them is the whole.
SELECT f.indicator, s.unit, f.day, f.value, f.read_from, f.source, f.statement_id
FROM {prefix}entered_facts f JOIN {prefix}slices s USING (slice)
WHERE s.organisation = $1 AND f.sex IS NULL
ORDER BY f.day, f.source, f.statement_id
