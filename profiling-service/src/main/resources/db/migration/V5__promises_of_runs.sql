-- What budget-service said of the promises of a run, by the fingerprint that a finding about it would have: a finding is
-- measured anew by a later run.
CREATE TABLE run_promise (
    run_id       text        NOT NULL,
    fingerprint  text        NOT NULL,
    system       text        NOT NULL,
    metric       text        NOT NULL,
    observed     text,
    verdict      text        NOT NULL,
    evaluated_at timestamptz NOT NULL,
    PRIMARY KEY (run_id, fingerprint)
);
CREATE INDEX run_promise_by_age ON run_promise (evaluated_at);
