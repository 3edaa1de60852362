-- Facts: what is known of each ticket, contact and count, and the cells of counts and answers. Folded from the log, replaced whole when an
-- event touches them, and made anew when these tables or the configuration change. Days are local days of the organisation.
-- grain: see each table. inputs: none.

-- grain: one ticket. key: subject_key.
CREATE OR REPLACE TABLE ticket_facts (
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
    first_resolution_seconds BIGINT,
    resolution_seconds BIGINT,
    paused_seconds BIGINT NOT NULL,
    reopenings INTEGER NOT NULL,
    hand_overs INTEGER NOT NULL,
    handed_over_by_agreement BOOLEAN NOT NULL,
    first_contact BOOLEAN,
    sla_met_reported BOOLEAN,
    reopened_within_week BOOLEAN,
    contacted_within_week BOOLEAN,
    calendar VARCHAR NOT NULL,
    response_opening_us BIGINT,
    first_resolution_opening_us BIGINT,
    resolution_opening_us BIGINT,
    first_resolution_net_us BIGINT,
    resolution_net_us BIGINT,
    agreements INTEGER NOT NULL,
    agreements_late INTEGER NOT NULL,
    agreements_after_done INTEGER NOT NULL,
    agreements_refused INTEGER NOT NULL,
    policy VARCHAR,
    promised_us BIGINT,
    promised_time VARCHAR,
    response_promised_us BIGINT,
    response_warn_at TIMESTAMP,
    response_due_at TIMESTAMP,
    response_kept_until TIMESTAMP,
    response_met BOOLEAN,
    warn_at TIMESTAMP,
    due_at TIMESTAMP,
    kept_until TIMESTAMP,
    agreed_due_at TIMESTAMP,
    settled_at TIMESTAMP,
    used_us BIGINT,
    met_original BOOLEAN,
    met_agreed BOOLEAN,
    met_agreed_late BOOLEAN,
    opened_day DATE,
    first_resolved_day DATE,
    resolved_day DATE,
    closed_day DATE,
    left_day DATE,
    ended_day DATE,
    responded_day DATE,
    settled_day DATE,
    due_day DATE,
    agreed_due_day DATE,
    aged_7_day DATE,
    aged_30_day DATE,
    aged_90_day DATE
);

-- grain: one line's time with a ticket. key: subject_key, ordinal. The slice has the line as its queue.
CREATE OR REPLACE TABLE hand_over_facts (
    subject_key UUID NOT NULL,
    slice INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    ticket_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    handed_over_at TIMESTAMP NOT NULL,
    returned_at TIMESTAMP,
    by_agreement BOOLEAN NOT NULL,
    opening_us BIGINT,
    working_day_millionths BIGINT,
    policy VARCHAR,
    level VARCHAR,
    due_at TIMESTAMP,
    met BOOLEAN,
    handed_over_day DATE,
    returned_day DATE
);

-- grain: one contact. key: subject_key. bucket: the quarter of an hour it was offered in; null while that is unknown.
CREATE OR REPLACE TABLE contact_facts (
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
CREATE OR REPLACE TABLE volume_facts (
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
CREATE OR REPLACE TABLE volume_cells (
    slice INTEGER NOT NULL,
    measure VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    handling VARCHAR,
    day DATE NOT NULL,
    granularity VARCHAR NOT NULL,
    count DECIMAL(18, 4) NOT NULL,
    facts BIGINT NOT NULL
);

-- grain: one answer to a survey, or one survey's outcome. key: subject_key. rating_sum: an outcome's mean as often as it has
-- answers. square_sum: the rating squared; null for an outcome, which hides the spread.
CREATE OR REPLACE TABLE survey_facts (
    subject_key UUID NOT NULL,
    slice INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    answer_id VARCHAR NOT NULL,
    answered_at TIMESTAMP NOT NULL,
    day DATE NOT NULL,
    scale_low DECIMAL(18, 4) NOT NULL,
    scale_high DECIMAL(18, 4) NOT NULL,
    answers INTEGER NOT NULL,
    rating_sum DECIMAL(18, 4) NOT NULL,
    square_sum DECIMAL(18, 8),
    response_rate DECIMAL(18, 4),
    ticket VARCHAR
);

-- grain: one cut, scale and day. key: slice, scale_low, scale_high, day. spread_answers: the answers that square_sum is of.
CREATE OR REPLACE TABLE survey_cells (
    slice INTEGER NOT NULL,
    scale_low DECIMAL(18, 4) NOT NULL,
    scale_high DECIMAL(18, 4) NOT NULL,
    day DATE NOT NULL,
    answers BIGINT NOT NULL,
    rating_sum DECIMAL(38, 4) NOT NULL,
    spread_answers BIGINT NOT NULL,
    square_sum DECIMAL(38, 8) NOT NULL,
    facts BIGINT NOT NULL
);

-- grain: one entered value. key: subject_key. day: the day, or the last day of the month, it is valid for.
CREATE OR REPLACE TABLE entered_facts (
    subject_key UUID NOT NULL,
    slice INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    statement_id VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    day DATE NOT NULL,
    value DECIMAL(18, 4) NOT NULL,
    sex VARCHAR,
    read_from VARCHAR NOT NULL
);

-- grain: one person's word on what to expect of a year. key: source, statement_id. reason: of a planner's override; null for a decision.
CREATE OR REPLACE TABLE prognosis_facts (
    subject_key UUID NOT NULL,
    slice INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    statement_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    value DECIMAL(18, 4) NOT NULL,
    decided_at TIMESTAMP NOT NULL,
    decided_by VARCHAR NOT NULL,
    reason VARCHAR
);

-- grain: one day from which a measure is not the same thing as before. key: source, statement_id.
CREATE OR REPLACE TABLE series_break_facts (
    subject_key UUID NOT NULL,
    slice INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    statement_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    starts_on DATE NOT NULL,
    size DECIMAL(18, 4),
    reason VARCHAR NOT NULL
);

-- grain: one thing known that will change a measure from a day on. key: source, statement_id.
CREATE OR REPLACE TABLE planned_change_facts (
    subject_key UUID NOT NULL,
    slice INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    statement_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    starts_on DATE NOT NULL,
    size_per_month DECIMAL(18, 4) NOT NULL,
    reason VARCHAR NOT NULL
);
