-- A fault is stored before it is injected, so that nobody forgets to clear it.
CREATE TABLE fault (
    id          uuid        PRIMARY KEY,
    system      text        NOT NULL,
    type        text        NOT NULL,
    target      text        NOT NULL,
    latency_ms  integer     NOT NULL,
    planned_at  timestamptz NOT NULL,
    deadline    timestamptz NOT NULL,
    started_by  text        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('PLANNED', 'ACTIVE', 'CLEARING', 'ENDED')),
    injected_at timestamptz,
    end_reason  text CHECK (end_reason IN ('CANCELLED', 'EXPIRED', 'FAILED')),
    ended_by    text,
    ended_at    timestamptz
);

-- One fault a target at a time; the sweep reads the same rows.
CREATE UNIQUE INDEX fault_under_way ON fault (target) WHERE state <> 'ENDED';
