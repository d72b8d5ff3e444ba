-- Up to when a measurement of a system was collected, and what its counters read then: what they rose by since is counted once,
-- whoever collects next and however late.
CREATE TABLE collection_progress (
    system      text        NOT NULL,
    measurement text        NOT NULL,
    at          timestamptz NOT NULL,
    counters    jsonb,
    PRIMARY KEY (system, measurement)
);
