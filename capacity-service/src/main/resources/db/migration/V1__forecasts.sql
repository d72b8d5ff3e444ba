-- A forecast never changes; its document is what HTTP answers.
CREATE TABLE forecast (
    id       uuid        PRIMARY KEY,
    system   text        NOT NULL,
    metric   text        NOT NULL,
    made_at  timestamptz NOT NULL,
    made_by  text        NOT NULL,
    document text        NOT NULL
);
CREATE INDEX forecast_by_system ON forecast (system, made_at DESC, id DESC);
