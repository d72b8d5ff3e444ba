-- What a finding is the cause of: promises that are broken because of it, instead of a number for each of them.
CREATE TABLE finding_symptom (
    fingerprint   text        PRIMARY KEY,
    finding       integer     NOT NULL REFERENCES finding (ordinal),
    merged        text,
    source        text        NOT NULL,
    subject       text        NOT NULL,
    metric        text,
    limit_text    text,
    observed      text,
    run_id        text,
    severity      text        NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    times         integer     NOT NULL,
    resolved_at   timestamptz
);
CREATE INDEX finding_symptom_by_finding ON finding_symptom (finding);
COMMENT ON COLUMN finding_symptom.merged IS 'the number that it had before its cause was known; null for none';

-- The cause of a symptom is looked for by the index that both ask for.
CREATE INDEX finding_by_ddl ON finding (system, (evidence->>'ddl')) WHERE evidence ? 'ddl';
CREATE INDEX finding_by_index_ddl ON finding (system, (evidence->>'indexDdl')) WHERE evidence ? 'indexDdl';
