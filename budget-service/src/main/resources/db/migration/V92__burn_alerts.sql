-- Whether a promise's error budget is spent too fast, and since when; empty instead of null for the whole system's service.
-- A row stands for the promise's figure, whatever its limit is: one that changed takes its alert along.
CREATE TABLE burn_alert (
    system       text        NOT NULL,
    subject_kind text        NOT NULL,
    service      text        NOT NULL,
    subject      text        NOT NULL,
    metric       text        NOT NULL,
    speed        text        NOT NULL CHECK (speed IN ('NONE', 'SLOW', 'FAST')),
    changed_at   timestamptz NOT NULL,
    burning_at   timestamptz NOT NULL,
    seen_at      timestamptz NOT NULL,
    PRIMARY KEY (system, subject_kind, service, subject, metric)
);

CREATE INDEX burn_alert_raised ON burn_alert (system) WHERE speed <> 'NONE';

-- One replica looks at a time.
INSERT INTO leased_work (queue, item, due_at) VALUES ('burn-rates', 'all', now());
