-- Every kind of fault has parameters of its own. What was stored before is a latency; latency_ms is written for it still,
-- so that an instance of the older version can take it back.
ALTER TABLE fault ALTER COLUMN latency_ms DROP NOT NULL;
ALTER TABLE fault ADD COLUMN parameters jsonb;
-- The game day that it belongs to; NULL: it is one of its own.
ALTER TABLE fault ADD COLUMN game_day uuid;

-- Each part of a target is broken by one fault at a time. A row whose fault has ended makes room for the next.
CREATE TABLE fault_part (
    target text NOT NULL,
    part   text NOT NULL,
    fault  uuid NOT NULL REFERENCES fault (id) ON DELETE CASCADE,
    PRIMARY KEY (target, part)
);
CREATE INDEX fault_part_by_fault ON fault_part (fault);
INSERT INTO fault_part (target, part, fault) SELECT target, '', id FROM fault WHERE state <> 'ENDED';
DROP INDEX fault_under_way;
-- Faults under way, and all of them, newest first. A system has few under way, and most of an installation's are of one.
CREATE INDEX fault_under_way ON fault (planned_at, id) WHERE state <> 'ENDED';
CREATE INDEX fault_by_time ON fault (planned_at, id);
