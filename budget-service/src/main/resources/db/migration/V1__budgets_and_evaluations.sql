-- Every version of every budget, as it was sent.
CREATE TABLE budget_document (
    system     text        NOT NULL,
    version    integer     NOT NULL CHECK (version > 0),
    content    bytea       NOT NULL,
    sha256     text        NOT NULL,
    file_name  text,
    objectives integer     NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text        NOT NULL,
    PRIMARY KEY (system, version)
);

-- A finished run that waits for its evaluation. The budget in force when the run finished is the one that counts.
CREATE TABLE run_to_evaluate (
    run_id          text        PRIMARY KEY,
    system          text        NOT NULL,
    budget_version  integer,
    state           text        NOT NULL CHECK (state IN ('PENDING', 'DONE', 'NO_BUDGET', 'FAILED')),
    run             jsonb       NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    problem         text,
    FOREIGN KEY (system, budget_version) REFERENCES budget_document (system, version)
);

CREATE INDEX run_to_evaluate_due ON run_to_evaluate (next_attempt_at) WHERE state = 'PENDING';

CREATE TABLE evaluation (
    evaluation_id  uuid        PRIMARY KEY,
    sequence       bigint      GENERATED ALWAYS AS IDENTITY,
    run_id         text        NOT NULL UNIQUE,
    system         text        NOT NULL,
    scenario       text        NOT NULL,
    budget_version integer     NOT NULL,
    run_verdict    text        NOT NULL,
    verdict        text        NOT NULL,
    passed         integer     NOT NULL,
    warned         integer     NOT NULL,
    failed         integer     NOT NULL,
    inconclusive   integer     NOT NULL,
    no_data        integer     NOT NULL,
    evaluated_at   timestamptz NOT NULL,
    report         jsonb       NOT NULL
);

CREATE INDEX evaluation_of_system ON evaluation (system, sequence DESC);
