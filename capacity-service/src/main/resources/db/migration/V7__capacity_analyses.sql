-- Analyses of a system's capacity, ordered and then done. A fire time of the schedule has one.
CREATE TABLE capacity_analysis (
    id           uuid        PRIMARY KEY,
    system       text        NOT NULL,
    ordered_at   timestamptz NOT NULL,
    requested_by text        NOT NULL,
    fire_time    timestamptz,
    state        text        NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'DONE', 'FAILED')),
    document     text,
    problem      text,
    UNIQUE (system, fire_time)
);
CREATE INDEX capacity_analysis_by_system ON capacity_analysis (system, ordered_at DESC, id DESC);
CREATE INDEX capacity_analysis_done ON capacity_analysis (system, ordered_at DESC) WHERE state = 'DONE';
CREATE INDEX capacity_analysis_by_age ON capacity_analysis (ordered_at);

-- Findings about limits that are open: what is told again, and what is over.
CREATE TABLE limit_alarm (
    system      text             NOT NULL,
    fingerprint text             NOT NULL,
    metric      text             NOT NULL,
    limit_value double precision NOT NULL,
    severity    text             NOT NULL,
    reached_at  timestamptz      NOT NULL,
    told_at     timestamptz      NOT NULL,
    PRIMARY KEY (system, fingerprint)
);

-- The one item of each: it is due again and again, at one replica at a time.
INSERT INTO leased_work (queue, item) VALUES ('capacity-analysis-systems', 'systems'), ('projection-retention', 'projections');
