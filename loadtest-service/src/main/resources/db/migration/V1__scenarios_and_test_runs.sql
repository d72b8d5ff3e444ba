CREATE TABLE scenario_version (
    system     text        NOT NULL,
    name       text        NOT NULL,
    version    integer     NOT NULL CHECK (version > 0),
    document   text        NOT NULL,
    target     text        NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text        NOT NULL,
    PRIMARY KEY (system, name, version)
);

CREATE TABLE test_run (
    id                  uuid        PRIMARY KEY,
    system              text        NOT NULL,
    scenario            text        NOT NULL,
    scenario_version    integer     NOT NULL,
    target              text        NOT NULL,
    state               text        NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'FINISHED')),
    requested_at        timestamptz NOT NULL,
    requested_by        text        NOT NULL,
    planned_duration_ms bigint      NOT NULL,
    max_virtual_users   integer     NOT NULL,
    started_at          timestamptz,
    finished_at         timestamptz,
    verdict             text        CHECK (verdict IN ('PASSED', 'FAILED', 'INVALID', 'ABORTED')),
    reasons             jsonb       NOT NULL DEFAULT '[]',
    lateness_p99_ms     double precision,
    instance            text,
    heartbeat_at        timestamptz,
    cancel_requested_by text,
    CHECK ((state = 'FINISHED') = (verdict IS NOT NULL AND finished_at IS NOT NULL)),
    FOREIGN KEY (system, scenario, scenario_version) REFERENCES scenario_version (system, name, version)
);

-- One active run per system, whatever the number of replicas.
CREATE UNIQUE INDEX test_run_active ON test_run (system) WHERE state <> 'FINISHED';
CREATE INDEX test_run_unfinished ON test_run (state, requested_at) WHERE state <> 'FINISHED';
CREATE INDEX test_run_by_system ON test_run (system, requested_at DESC, id DESC);

CREATE TABLE endpoint_result (
    run_id       uuid             NOT NULL REFERENCES test_run (id) ON DELETE CASCADE,
    position     smallint         NOT NULL,
    endpoint     text             NOT NULL,
    tag          text             NOT NULL,
    requests     bigint           NOT NULL,
    errors       jsonb            NOT NULL,
    skipped      bigint           NOT NULL,
    offered      double precision NOT NULL,
    achieved     double precision NOT NULL,
    response     jsonb            NOT NULL,
    service      jsonb            NOT NULL,
    histogram    bytea            NOT NULL,
    PRIMARY KEY (run_id, position)
);
COMMENT ON COLUMN endpoint_result.histogram IS 'response times in microseconds, HdrHistogram V2, compressed';

CREATE TABLE run_progress (
    run_id   uuid    NOT NULL REFERENCES test_run (id) ON DELETE CASCADE,
    position bigint  NOT NULL,
    point    jsonb   NOT NULL,
    PRIMARY KEY (run_id, position)
);
