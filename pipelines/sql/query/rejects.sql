-- grain: one reject that has not been mended. inputs: rejects, mended_rejects. key: batch, name, line.
-- Those after the one with the key ($1, $2, $3), of the source $4 and those below it (or all), at most $5, the oldest first.
SELECT r.batch, r.source, r.name, r.line, r.field, r.reason, r.raw, r.recorded_at
FROM rejects r
ANTI JOIN mended_rejects m ON m.batch = r.batch AND m.name = r.name AND m.line = r.line
WHERE (r.batch, r.name, r.line) > ($1, $2, $3) AND ($4::VARCHAR IS NULL OR r.source = $4 OR starts_with(r.source, $4 || '/'))
ORDER BY r.batch, r.name, r.line
LIMIT $5
