-- When scenarios run by themselves. "next_fire_at" moves in the transaction that queues the run.
CREATE TABLE schedule (
    system       text        NOT NULL,
    scenario     text        NOT NULL,
    cron         text        NOT NULL,
    time_zone    text        NOT NULL,
    enabled      boolean     NOT NULL,
    updated_at   timestamptz NOT NULL,
    updated_by   text        NOT NULL,
    next_fire_at timestamptz,
    last_fire_at timestamptz,
    last_outcome text        CHECK (last_outcome IN ('QUEUED', 'SKIPPED', 'REFUSED')),
    last_detail  text,
    last_run_id  uuid        REFERENCES test_run (id) ON DELETE SET NULL,
    PRIMARY KEY (system, scenario)
);
CREATE INDEX schedule_due ON schedule (next_fire_at) WHERE enabled;
