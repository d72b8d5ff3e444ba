-- Up to when the series of history-sources.yml and of other services were read, and how it goes. What is read next is decided by
-- next_at; position is the last moment that was asked for.
CREATE TABLE history_following (
    system       text        NOT NULL,
    metric       text        NOT NULL,
    position     timestamptz NOT NULL,
    caught_up    boolean     NOT NULL DEFAULT false,
    next_at      timestamptz NOT NULL,
    tried_at     timestamptz,
    succeeded_at timestamptz,
    failures     integer     NOT NULL DEFAULT 0,
    points       bigint      NOT NULL DEFAULT 0,
    problem      text,
    PRIMARY KEY (system, metric)
);
