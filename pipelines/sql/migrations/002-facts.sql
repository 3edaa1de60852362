-- The cuts that facts belong to. A number, once given, stays.

-- grain: one cut of the business. key: slice.
CREATE TABLE slices (
    slice INTEGER NOT NULL,
    organisation VARCHAR NOT NULL,
    unit VARCHAR,
    customer VARCHAR,
    service VARCHAR,
    queue VARCHAR,
    case_type VARCHAR,
    channel VARCHAR
);
