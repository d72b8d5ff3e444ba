-- What is said of a finding beside its template, who looks after it, and what it was merged into.
ALTER TABLE finding
    ADD COLUMN details      jsonb,
    ADD COLUMN assignee     text,
    ADD COLUMN due_at       timestamptz,
    ADD COLUMN verification jsonb,
    ADD COLUMN merged_into  text,
    ADD COLUMN changed_at   timestamptz;
UPDATE finding SET changed_at = greatest(registered_at, last_seen_at, status_changed_at);
ALTER TABLE finding ALTER COLUMN changed_at SET NOT NULL;
CREATE INDEX finding_by_change ON finding (system, changed_at);
CREATE INDEX finding_due ON finding (due_at) WHERE due_at IS NOT NULL AND status IN ('OPEN', 'IN_PROGRESS');

-- Fingerprints that count for a finding beside its own: an older spelling (FORMER), a finding that was merged into it
-- (DUPLICATE). "number" is that of the finding that was merged.
CREATE TABLE finding_link (
    fingerprint   text        PRIMARY KEY,
    finding       integer     NOT NULL REFERENCES finding (ordinal),
    kind          text        NOT NULL,
    number        text,
    title         text,
    component     text,
    severity      text,
    metric        text,
    run_id        text,
    observed      text,
    demanded      text,
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    times         integer     NOT NULL DEFAULT 1,
    over_at       timestamptz
);
CREATE INDEX finding_link_by_finding ON finding_link (finding, first_seen_at);
