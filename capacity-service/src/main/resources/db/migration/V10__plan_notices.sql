-- Who was told of what in plans: each once, until it is over.
CREATE TABLE plan_notice (
    system      text        NOT NULL,
    fingerprint text        NOT NULL,
    title       text        NOT NULL,
    raised_at   timestamptz NOT NULL,
    over_at     timestamptz
);

-- Also of two replicas at once only one tells.
CREATE UNIQUE INDEX plan_notice_open ON plan_notice (system, fingerprint) WHERE over_at IS NULL;

INSERT INTO leased_work (queue, item) VALUES ('plan-notices', 'plans');
