-- Where the alert of each promise stands: how long it has been broken, or kept again.
CREATE TABLE alert (
    system        text             NOT NULL,
    subject_kind  text             NOT NULL,
    service       text             NOT NULL,
    subject       text             NOT NULL,
    metric        text             NOT NULL,
    scenario      text             NOT NULL,
    limit_text    text             NOT NULL,
    status        text             NOT NULL CHECK (status IN ('OK', 'WARNING', 'CRITICAL')),
    pending       text             NOT NULL,
    streak        integer          NOT NULL,
    value         double precision NOT NULL,
    seen_at       timestamptz      NOT NULL,
    changed_at    timestamptz      NOT NULL,
    PRIMARY KEY (system, subject_kind, service, subject, metric, scenario, limit_text)
);

CREATE INDEX alert_raised ON alert (system) WHERE status <> 'OK';
