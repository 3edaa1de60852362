-- Alarms as they were raised, acknowledged and cleared, and how far each webhook was told of them.

-- grain: one step of one alarm. key: number.
CREATE TABLE alarm_changes (
    number BIGINT NOT NULL,
    organisation VARCHAR NOT NULL,
    alarm VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    unit VARCHAR,
    thing VARCHAR,
    step VARCHAR NOT NULL,
    happened_at TIMESTAMP NOT NULL,
    value DECIMAL(38, 6),
    by_whom VARCHAR,
    note VARCHAR
);

-- grain: one webhook. key: webhook.
CREATE TABLE webhook_positions (
    webhook VARCHAR NOT NULL,
    number BIGINT NOT NULL
);
