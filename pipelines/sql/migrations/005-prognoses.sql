-- Prognoses as they were made: what was expected of a year, by what was known then, stays even when more is known.

-- grain: one forecast of one indicator's year. key: organisation, indicator, year, made_at.
CREATE TABLE kept_prognoses (
    organisation VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    origin DATE NOT NULL,
    last_day DATE NOT NULL,
    made_at TIMESTAMP NOT NULL,
    model VARCHAR NOT NULL,
    value DECIMAL(38, 6) NOT NULL,
    low80 DECIMAL(38, 6) NOT NULL,
    high80 DECIMAL(38, 6) NOT NULL,
    low95 DECIMAL(38, 6) NOT NULL,
    high95 DECIMAL(38, 6) NOT NULL,
    members VARCHAR NOT NULL
);
