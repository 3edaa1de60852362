-- What live intake needs beside the log.

-- grain: one reject that has become events since, after a mend. key: batch, name, line of the reject.
CREATE TABLE mended_rejects (
    batch BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    line BIGINT NOT NULL,
    mended_at TIMESTAMP NOT NULL
);
