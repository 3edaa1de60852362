-- grain: one source. inputs: batches, rejects, events. key: source.
SELECT e.source, e.events, e.last_time, e.last_recorded, coalesce(r.rejects, 0) AS rejects
FROM (SELECT source, count(*) AS events, max(time) AS last_time, max(recorded_at) AS last_recorded FROM events GROUP BY source) e
LEFT JOIN (SELECT source, count(*) AS rejects FROM rejects GROUP BY source) r USING (source)
ORDER BY e.source
