-- grain: one target as it was found to be from a time on. inputs: kept_targets. key: target, found_at.
-- $1 organisation.
SELECT target, says, found_at, found_by
FROM kept_targets
WHERE organisation = $1
ORDER BY found_at, target
