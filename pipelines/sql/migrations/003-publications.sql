-- Reports as they were published: what was said, and as known when, stays even when what is known changes.

-- grain: one published report. key: organisation, period, customer, published_at.
CREATE TABLE publications (
    organisation VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    customer VARCHAR,
    as_of TIMESTAMP NOT NULL,
    published_at TIMESTAMP NOT NULL,
    report VARCHAR NOT NULL
);
