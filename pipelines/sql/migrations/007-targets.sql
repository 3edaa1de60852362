-- Targets as the service read them: what was aimed at before stays, even when the file says something else.

-- grain: one target as it was found to be from a time on. key: organisation, target, found_at. says: null when it is gone.
CREATE TABLE kept_targets (
    organisation VARCHAR NOT NULL,
    target VARCHAR NOT NULL,
    says VARCHAR,
    found_at TIMESTAMP NOT NULL,
    found_by VARCHAR NOT NULL
);
