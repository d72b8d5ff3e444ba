-- Instances whose circuit breaker is not closed: an escalation of its opening ends when the last of them closes. A row goes with its
-- closing, or when nothing was heard of its instance for long.
CREATE TABLE breaker_not_closed (
    breaker  text        NOT NULL,
    instance text        NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (breaker, instance)
);
