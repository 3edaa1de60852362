-- The log: what was told, when it became known, and what it was taken for. Everything else can be made anew from it.
-- No keys and no indexes: appends stay fast and a batch is held against the log by one anti-join (ARCHITECTURE.md).

-- grain: whose events of which type from which source. key: stream.
CREATE TABLE streams (
    stream INTEGER NOT NULL,
    organisation VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    type VARCHAR NOT NULL
);

-- grain: one version of one event. key: seq; (event_key, revision, content) is unique by the batch transaction.
-- subject: null when it is the id. The view events below gives every row its texts.
CREATE TABLE log (
    seq BIGINT NOT NULL,
    batch BIGINT NOT NULL,
    event_key UUID NOT NULL,
    revision BIGINT NOT NULL,
    content UUID NOT NULL,
    subject_key UUID NOT NULL,
    stream INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    subject VARCHAR,
    time TIMESTAMP NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    data VARCHAR NOT NULL
);

CREATE VIEW events AS
SELECT
    l.seq, l.batch, l.event_key, l.revision, l.content, l.subject_key, s.type, s.organisation, s.source, l.id,
    coalesce(l.subject, l.id) AS subject, l.time, l.recorded_at, l.data
FROM log l
JOIN streams s USING (stream);

-- grain: one version that another version of the same event has beaten. key: seq.
CREATE TABLE superseded (
    seq BIGINT NOT NULL,
    by_seq BIGINT NOT NULL,
    batch BIGINT NOT NULL
);

-- grain: one committed batch. key: batch.
CREATE TABLE batches (
    batch BIGINT NOT NULL,
    source VARCHAR,
    name VARCHAR,
    committed_at TIMESTAMP NOT NULL,
    records BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    duplicates BIGINT NOT NULL,
    corrections BIGINT NOT NULL,
    conflicts BIGINT NOT NULL,
    rejected BIGINT NOT NULL
);

-- grain: one stream of a source (a file, a partition) as read by one mapping. key: (source, stream, read_by).
CREATE TABLE positions (
    source VARCHAR NOT NULL,
    stream VARCHAR NOT NULL,
    next_offset BIGINT NOT NULL,
    fingerprint VARCHAR,
    read_by VARCHAR NOT NULL,
    records BIGINT NOT NULL,
    next_line BIGINT NOT NULL,
    name VARCHAR,
    updated_at TIMESTAMP NOT NULL
);

-- grain: one record that became no event. key: (batch, name, line).
CREATE TABLE rejects (
    batch BIGINT NOT NULL,
    source VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    line BIGINT NOT NULL,
    field VARCHAR,
    reason VARCHAR NOT NULL,
    raw BLOB NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- What derived tables were made by: catalogue and organisations. key: name.
CREATE TABLE settings (name VARCHAR NOT NULL, value VARCHAR NOT NULL);
