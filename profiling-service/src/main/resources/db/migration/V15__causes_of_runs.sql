-- What had been counted at moments of a run; only what changed since the moment before. Gone when its causes are known.
CREATE TABLE counter_sample (
    run_id   text        NOT NULL,
    position integer     NOT NULL,
    taken_at timestamptz NOT NULL,
    document text        NOT NULL,
    PRIMARY KEY (run_id, position)
);

-- What a run measured and which promises it broke, as the events told.
CREATE TABLE run_times (
    run_id      text        PRIMARY KEY,
    system      text        NOT NULL,
    finished_at timestamptz NOT NULL,
    document    text        NOT NULL
);
CREATE INDEX run_times_by_system ON run_times (system, finished_at DESC);

CREATE TABLE broken_promises (
    run_id       text        PRIMARY KEY,
    system       text        NOT NULL,
    evaluated_at timestamptz NOT NULL,
    document     text        NOT NULL
);

-- Which requests called what; the causes are put together from all of this whenever somebody asks.
CREATE TABLE run_calls (
    run_id      text        PRIMARY KEY,
    system      text        NOT NULL,
    compiled_at timestamptz NOT NULL,
    document    text        NOT NULL
);
CREATE INDEX run_calls_by_system ON run_calls (system, compiled_at DESC);
