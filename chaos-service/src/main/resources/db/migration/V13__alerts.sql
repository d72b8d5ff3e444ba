-- What alerting systems told this service: an expectation asks when it was told. One row for each beginning and each end
-- of an alert, however often it was told.
CREATE TABLE received_alert (
    position bigint PRIMARY KEY,
    fingerprint text NOT NULL,
    starts_at timestamptz NOT NULL,
    status text NOT NULL CHECK (status IN ('firing', 'resolved')),
    ends_at timestamptz,
    labels jsonb NOT NULL,
    annotations jsonb NOT NULL,
    group_key text,
    generator_url text,
    sender text NOT NULL,
    received_at timestamptz NOT NULL,
    last_received_at timestamptz NOT NULL,
    times_received int NOT NULL DEFAULT 1,
    UNIQUE (fingerprint, starts_at, status)
);
CREATE INDEX received_alert_by_time ON received_alert (received_at);

-- Alerts that a sender left out of a message for its length: whoever misses one knows that it may have been among them.
CREATE TABLE truncated_alerts (
    received_at timestamptz NOT NULL,
    sender text NOT NULL,
    alerts int NOT NULL
);
CREATE INDEX truncated_alerts_by_time ON truncated_alerts (received_at);
