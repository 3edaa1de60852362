-- grain: one event that became known between two times and stands at the later. inputs: events, log, moved facts. key: source, id.
-- The statements filled in select the facts of a figure with what each adds to it (k, n, d), as known before and after; the last two
-- parameters are those times, the later null for now; others: what else tells of a fact, such as a new contact about a ticket. known_revision: the highest revision known before; null for none.
WITH changed AS (
    SELECT coalesce(a.k, b.k) AS k
    FROM ({before}) a FULL JOIN ({after}) b ON a.k = b.k
    WHERE a.n IS DISTINCT FROM b.n OR a.d IS DISTINCT FROM b.d
), moved AS (
    SELECT k FROM changed
    UNION ALL
    {others}
), told AS (
    SELECT e.*, max(e.revision) FILTER (WHERE e.recorded_at <= {from}) OVER (PARTITION BY e.event_key) AS known_revision
    FROM events e
    -- A version may tell of another fact than the one it takes the event away from.
    WHERE e.event_key IN (SELECT l.event_key FROM log l SEMI JOIN moved ON l.subject_key = moved.k)
      AND ({until}::TIMESTAMP IS NULL OR e.recorded_at <= {until})
    QUALIFY row_number() OVER (PARTITION BY e.event_key ORDER BY e.revision DESC, e.content DESC) = 1
)
SELECT source, id, type, subject, revision, time, recorded_at, known_revision
FROM told
WHERE recorded_at > {from}
ORDER BY recorded_at, source, id
