-- Facts: what is known of each ticket, contact and count. Folded from the log; replaced whole when an event touches them.

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

-- grain: one ticket. key: subject_key. Days are local days of the organisation.
CREATE TABLE ticket_facts (
    subject_key UUID NOT NULL,
    slice INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    ticket_id VARCHAR NOT NULL,
    priority VARCHAR,
    kind VARCHAR,
    status VARCHAR,
    opened_at TIMESTAMP,
    first_response_at TIMESTAMP,
    first_resolved_at TIMESTAMP,
    resolved_at TIMESTAMP,
    closed_at TIMESTAMP,
    cancelled_at TIMESTAMP,
    opened_day DATE,
    first_resolved_day DATE,
    resolved_day DATE,
    closed_day DATE,
    left_day DATE,
    ended_day DATE,
    first_resolution_seconds BIGINT,
    resolution_seconds BIGINT,
    paused_seconds BIGINT NOT NULL,
    reopenings INTEGER NOT NULL,
    hand_overs INTEGER NOT NULL,
    handed_over_by_agreement BOOLEAN NOT NULL,
    first_contact BOOLEAN,
    sla_met_reported BOOLEAN,
    reopened_within_week BOOLEAN
);

-- grain: one contact. key: subject_key. bucket: the quarter of an hour it was offered in; null while that is unknown.
CREATE TABLE contact_facts (
    subject_key UUID NOT NULL,
    slice INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    contact_id VARCHAR NOT NULL,
    offered_at TIMESTAMP,
    bucket TIMESTAMP,
    day DATE,
    outcome VARCHAR NOT NULL,
    wait_us BIGINT,
    talk_us BIGINT,
    resolved BOOLEAN,
    ticket VARCHAR
);

-- grain: one count of a measure. key: subject_key. day: the day, or the first day of the month, it is counted for.
CREATE TABLE volume_facts (
    subject_key UUID NOT NULL,
    slice INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    count_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    handling VARCHAR,
    day DATE NOT NULL,
    granularity VARCHAR NOT NULL,
    count DECIMAL(18, 4) NOT NULL,
    counted_at TIMESTAMP NOT NULL
);

-- grain: one measure, cut, handling mode and day or month. key: all but count and facts.
CREATE TABLE volume_cells (
    slice INTEGER NOT NULL,
    measure VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    handling VARCHAR,
    day DATE NOT NULL,
    granularity VARCHAR NOT NULL,
    count DECIMAL(18, 4) NOT NULL,
    facts BIGINT NOT NULL
);
