-- Who was told of tests that are due: each once, until it is over.
CREATE TABLE resilience_notice (
    system     text        NOT NULL,
    runbook    text        NOT NULL,
    kind       text        NOT NULL,
    due_at     timestamptz NOT NULL,
    raised_at  timestamptz NOT NULL,
    over_at    timestamptz,
    because    text
);

-- Also of two replicas at once only one tells.
CREATE UNIQUE INDEX resilience_notice_open ON resilience_notice (system, runbook, kind) WHERE over_at IS NULL;

INSERT INTO leased_work (queue, item) VALUES ('resilience-tests', 'calendar');
