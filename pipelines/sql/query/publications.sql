-- grain: one published report. inputs: publications. key: published_at.
-- $1 organisation, $2 period, $3 customer.
SELECT as_of, published_at, report
FROM publications
WHERE organisation = $1 AND period = $2 AND customer IS NOT DISTINCT FROM $3::VARCHAR
ORDER BY published_at
