-- How each statement of a database was planned in the last run that had it, to tell when that changes.
CREATE TABLE plan_shape (
    system     text             NOT NULL,
    target     text             NOT NULL,
    role       text             NOT NULL,
    query_id   text             NOT NULL,
    -- Of its tables, sorted and joined by commas: another search path is another statement.
    schemas    text             NOT NULL,
    shape      text             NOT NULL,
    plan       text             NOT NULL,
    mean_ms    double precision NOT NULL,
    calls      bigint           NOT NULL,
    run_id     text             NOT NULL,
    seen_at    timestamptz      NOT NULL,
    PRIMARY KEY (system, target, role, query_id, schemas)
);
