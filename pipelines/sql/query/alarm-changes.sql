-- grain: one step of one alarm. inputs: alarm_changes. key: number.
-- $1 organisation, $2 only later ones than this number, $3 at most so many, $4 of them the last instead of the first.
SELECT number, alarm, rule, unit, thing, step, happened_at, value, by_whom, note
FROM alarm_changes
WHERE organisation = $1 AND number > $2
ORDER BY CASE WHEN $4 THEN -number ELSE number END
LIMIT $3
