-- Values are removed by age.
CREATE INDEX series_point_by_age ON series_point (at);

-- When a system's measurements are due, and how the last collection went.
CREATE TABLE measurement_collection (
    system       text        PRIMARY KEY,
    due_at       timestamptz NOT NULL DEFAULT now(),
    collected_at timestamptz,
    outcome      jsonb
);

CREATE INDEX measurement_collection_due ON measurement_collection (due_at);
