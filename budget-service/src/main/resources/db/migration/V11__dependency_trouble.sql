-- When a dependency was in trouble: its breaker was OPEN, or a fault slowed its target down.
CREATE TABLE dependency_trouble (
    cause   text        NOT NULL CHECK (cause IN ('BREAKER_OPEN', 'SLOW')),
    name    text        NOT NULL,
    source  text        NOT NULL,
    from_at timestamptz NOT NULL,
    to_at   timestamptz NOT NULL,
    ended   boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (cause, name, source, from_at)
);

CREATE INDEX dependency_trouble_by_time ON dependency_trouble (cause, name, from_at);
