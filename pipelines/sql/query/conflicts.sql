-- grain: one event told in different words under one revision. inputs: events. key: source, id, revision.
SELECT source, id, revision, count(*) AS versions, min(type) AS type, any_value(subject) AS subject
FROM events
GROUP BY event_key, source, id, revision
HAVING count(DISTINCT content) > 1
ORDER BY source, id
