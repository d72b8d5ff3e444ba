-- Values are removed by age.
CREATE INDEX series_point_by_age ON series_point (at);

-- Every version of what is collected from Prometheus, as it was sent.
CREATE TABLE measurement_sources (
    system     text        NOT NULL,
    version    integer     NOT NULL CHECK (version > 0),
    content    text        NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by text        NOT NULL,
    PRIMARY KEY (system, version)
);

-- When a system's measurements are due, and how the last collection went.
CREATE TABLE measurement_collection (
    system       text        PRIMARY KEY,
    due_at       timestamptz NOT NULL DEFAULT now(),
    collected_at timestamptz,
    outcome      jsonb
);

CREATE INDEX measurement_collection_due ON measurement_collection (due_at);
