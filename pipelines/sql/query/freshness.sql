-- grain: whose events of which type from which source. inputs: log, streams. key: organisation, source, type.
-- $1: as known then; null is now.
SELECT s.organisation, s.source, s.type, t.last_time, t.last_known
FROM (
    SELECT stream, max(time) AS last_time, max(recorded_at) AS last_known FROM log
    WHERE $1::TIMESTAMP IS NULL OR recorded_at <= $1
    GROUP BY stream
) t
JOIN streams s USING (stream)
