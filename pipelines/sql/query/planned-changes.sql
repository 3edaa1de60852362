-- grain: one planned change. inputs: planned_change_facts, slices. key: source, statement_id.
-- $1 organisation.
SELECT f.measure, s.unit, s.customer, f.starts_on, f.size_per_month, f.reason
FROM {prefix}planned_change_facts f JOIN {prefix}slices s USING (slice)
WHERE s.organisation = $1
ORDER BY f.starts_on, f.source, f.statement_id
