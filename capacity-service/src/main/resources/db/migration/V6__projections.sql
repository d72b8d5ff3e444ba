-- The newest projection of each series; its document is what was foreseen.
CREATE TABLE projection (
    system   text        NOT NULL,
    metric   text        NOT NULL,
    made_at  timestamptz NOT NULL,
    document text        NOT NULL,
    PRIMARY KEY (system, metric)
);

-- All of them for 400 days, to compare with what came.
CREATE TABLE past_projection (
    system   text        NOT NULL,
    metric   text        NOT NULL,
    made_at  timestamptz NOT NULL,
    document text        NOT NULL,
    PRIMARY KEY (system, metric, made_at)
);
CREATE INDEX past_projection_by_age ON past_projection (made_at);

-- Which method carries a series on, with its errors of the past: comparing methods costs time, and is done once a week.
CREATE TABLE forecast_choice (
    system    text        NOT NULL,
    metric    text        NOT NULL,
    chosen_at timestamptz NOT NULL,
    document  bytea       NOT NULL,
    PRIMARY KEY (system, metric)
);
