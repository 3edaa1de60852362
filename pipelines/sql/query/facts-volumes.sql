-- grain: one count of a measure. inputs: volume_facts, slices. key: organisation, source, count_id.
-- $1 organisation, $2 first day, $3 first day after.
SELECT
    s.organisation, f.source, f.count_id, s.unit, s.customer, s.service, s.case_type, s.channel,
    f.measure, f.kind, f.handling, f.day, f.granularity, f.count
FROM {prefix}volume_facts f
JOIN {prefix}slices s USING (slice)
WHERE s.organisation = $1
  AND ($2::DATE IS NULL OR f.day >= $2)
  AND ($3::DATE IS NULL OR f.day < $3)
ORDER BY f.day, f.measure, f.source, f.count_id
