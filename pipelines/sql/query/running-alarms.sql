-- grain: one step of one alarm that isn't over. inputs: alarm_changes. key: number.
-- $1 organisation.
SELECT number, alarm, rule, unit, thing, step, happened_at, value, by_whom, note
FROM alarm_changes
WHERE organisation = $1 AND alarm NOT IN (SELECT alarm FROM alarm_changes WHERE organisation = $1 AND step = 'cleared')
ORDER BY number
