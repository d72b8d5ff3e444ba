-- A game day and how far it has come: whoever takes it up after its owner was lost reads that here.
CREATE TABLE game_day (
    id              uuid        PRIMARY KEY,
    system          text        NOT NULL,
    runbook         text        NOT NULL,
    runbook_version integer     NOT NULL,
    runbook_sha256  text        NOT NULL,
    variables       jsonb       NOT NULL,
    time_scale      double precision NOT NULL,
    unattended      boolean     NOT NULL,
    started_by      text        NOT NULL,
    planned_at      timestamptz NOT NULL,
    started_at      timestamptz,
    finished_at     timestamptz,
    state           text        NOT NULL,
    outcome         text,
    reason          text,
    course          jsonb       NOT NULL,
    loads           text[]      NOT NULL DEFAULT '{}',
    abort_by        text,
    abort_reason    text
);

-- One game day a system at a time.
CREATE UNIQUE INDEX game_day_under_way ON game_day (system) WHERE state <> 'ENDED';
CREATE INDEX game_day_by_time ON game_day (system, planned_at DESC, id DESC);

CREATE TABLE game_day_event (
    game_day uuid   NOT NULL,
    position bigint NOT NULL,
    point    jsonb  NOT NULL,
    PRIMARY KEY (game_day, position)
);

-- What people said of its manual steps.
CREATE TABLE game_day_confirmation (
    game_day uuid        NOT NULL,
    step     text        NOT NULL,
    role     text        NOT NULL,
    accepted boolean     NOT NULL,
    note     text        NOT NULL,
    by       text        NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (game_day, step)
);

-- What people answered in the retrospective; the last answer to a question counts.
CREATE TABLE game_day_answer (
    game_day uuid        NOT NULL,
    question integer     NOT NULL,
    answer   text        NOT NULL,
    by       text        NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (game_day, question)
);
