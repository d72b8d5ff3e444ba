-- One row: its lock makes registrations take turns, so that numbers have no gaps.
CREATE TABLE finding_counter (
    prefix text    PRIMARY KEY,
    last   integer NOT NULL
);
INSERT INTO finding_counter (prefix, last) VALUES ('PE', 0);

CREATE TABLE finding (
    ordinal              integer     PRIMARY KEY,
    number               text        NOT NULL UNIQUE,
    fingerprint          text        NOT NULL UNIQUE,
    system               text        NOT NULL,
    found_by             text        NOT NULL,
    registered_at        timestamptz NOT NULL,
    last_seen_at         timestamptz NOT NULL,
    occurrences          integer     NOT NULL,
    severity             text        NOT NULL,
    category             text        NOT NULL,
    regulatory_reference text,
    component            text        NOT NULL,
    title                text        NOT NULL,
    description          text        NOT NULL,
    recommended_measures text[]      NOT NULL,
    responsible          text,
    status               text        NOT NULL,
    status_changed_at    timestamptz NOT NULL,
    evidence             jsonb       NOT NULL,
    version              integer     NOT NULL
);
CREATE INDEX finding_by_system ON finding (system, ordinal DESC);
CREATE INDEX finding_by_status ON finding (system, status, ordinal DESC);

-- What the snapshot job has still to do; written by the event consumer, so that no remote call happens there.
CREATE TABLE snapshot_task (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id      text        NOT NULL,
    phase       text        NOT NULL,
    system      text        NOT NULL,
    happened_at timestamptz NOT NULL,
    state       text        NOT NULL DEFAULT 'PENDING',
    attempts    integer     NOT NULL DEFAULT 0,
    due_at      timestamptz NOT NULL,
    reason      text,
    UNIQUE (run_id, phase)
);
CREATE INDEX snapshot_task_due ON snapshot_task (due_at, id) WHERE state = 'PENDING';

-- Counters at the start of a run; gone when the facts are there.
CREATE TABLE statement_snapshot (
    run_id   text        PRIMARY KEY,
    taken_at timestamptz NOT NULL,
    document text        NOT NULL
);

CREATE TABLE database_facts (
    run_id     text        PRIMARY KEY,
    system     text        NOT NULL,
    created_at timestamptz NOT NULL,
    document   text        NOT NULL
);
