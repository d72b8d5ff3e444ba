-- A budget is a set of named documents under one version counter. A version without content takes its document away.
ALTER TABLE budget_document ADD COLUMN name text NOT NULL DEFAULT 'performance-budget';
ALTER TABLE budget_document ALTER COLUMN name DROP DEFAULT;
ALTER TABLE budget_document ALTER COLUMN content DROP NOT NULL;
ALTER TABLE budget_document ADD COLUMN reason text;

CREATE INDEX budget_document_by_name ON budget_document (system, name, version DESC);

-- Every value that was observed for a figure. Empty instead of null: service for the whole system, scenario and run for
-- measurements.
CREATE TABLE series_point (
    point_id     bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    system       text             NOT NULL,
    subject_kind text             NOT NULL,
    service      text             NOT NULL,
    subject      text             NOT NULL,
    metric       text             NOT NULL,
    scenario     text             NOT NULL,
    at           timestamptz      NOT NULL,
    value        double precision NOT NULL,
    samples      bigint           NOT NULL,
    source       text             NOT NULL,
    run_id       text             NOT NULL,
    labels       jsonb            NOT NULL
);

CREATE UNIQUE INDEX series_point_once
    ON series_point (system, subject_kind, service, subject, metric, scenario, at, run_id, source, value);
