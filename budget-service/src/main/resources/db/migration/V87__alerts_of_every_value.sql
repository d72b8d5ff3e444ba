-- What an alert remembers between values: how many in a row say what, and the worst value since it was raised.
ALTER TABLE alert
    ADD COLUMN testbed       text             NOT NULL DEFAULT 'default',
    ADD COLUMN worse_values  integer          NOT NULL DEFAULT 0,
    ADD COLUMN worse_says    text             NOT NULL DEFAULT 'OK',
    ADD COLUMN milder_values integer          NOT NULL DEFAULT 0,
    ADD COLUMN milder_says   text             NOT NULL DEFAULT 'OK',
    ADD COLUMN kept_values   integer          NOT NULL DEFAULT 0,
    ADD COLUMN kept_says     text             NOT NULL DEFAULT 'OK',
    ADD COLUMN broke_value   double precision,
    ADD COLUMN broke_at      timestamptz;

-- What the version before counted begins anew; what it raised stays raised.
UPDATE alert SET broke_value = value, broke_at = changed_at WHERE status <> 'OK';

ALTER TABLE alert
    DROP COLUMN pending,
    DROP COLUMN streak,
    DROP CONSTRAINT alert_pkey,
    ADD PRIMARY KEY (system, subject_kind, service, subject, metric, scenario, testbed, limit_text);

-- Values that alerts have not looked at yet. Whoever stores a value notes it here in the same transaction, in whatever order
-- values and commits come; who has looked takes it away.
CREATE TABLE alert_value (point_id bigint PRIMARY KEY);

CREATE FUNCTION note_alert_values() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO alert_value (point_id) SELECT point_id FROM added;
    RETURN NULL;
END $$;

CREATE TRIGGER series_point_alerts AFTER INSERT ON series_point
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_alert_values();

-- The version of a system's budget that its alerts follow.
CREATE TABLE alert_look (
    system         text    PRIMARY KEY,
    budget_version integer NOT NULL
);

-- One item, due again and again: one replica at a time looks.
INSERT INTO leased_work (queue, item, due_at) VALUES ('alerts', 'new values', now());
