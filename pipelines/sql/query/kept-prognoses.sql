-- grain: one forecast of one indicator's year. inputs: kept_prognoses. key: indicator, year, made_at.
-- $1 organisation.
SELECT indicator, year, origin, last_day, made_at, model, value, low80, high80, low95, high95, members
FROM kept_prognoses
WHERE organisation = $1
ORDER BY indicator, year, made_at
