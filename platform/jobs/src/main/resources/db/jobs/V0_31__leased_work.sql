-- Work that waits or is under way. A row that is gone was done or given up; whoever gave the work says what came of it.
CREATE SEQUENCE leased_work_lease;

CREATE TABLE leased_work (
    queue      text        NOT NULL,
    item       text        NOT NULL,
    payload    text,
    lane       text,
    number     bigint      GENERATED ALWAYS AS IDENTITY,
    attempts   integer     NOT NULL DEFAULT 0,
    due_at     timestamptz NOT NULL DEFAULT now(),
    lease      bigint,
    beat       bigint      NOT NULL DEFAULT 0,
    hastened   boolean     NOT NULL DEFAULT false,
    problem    text,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (queue, item)
);
COMMENT ON COLUMN leased_work.lane IS 'only the first item of a lane is given out, in the order of "number"; null: beside all others';
COMMENT ON COLUMN leased_work.attempts IS 'how often the item was given out since it was last done';
COMMENT ON COLUMN leased_work.due_at IS 'when it may be given out; while it is held, when its lease ends';
COMMENT ON COLUMN leased_work.lease IS 'who holds it, a number that never comes again; null: nobody';
COMMENT ON COLUMN leased_work.beat IS 'grows with each sign of life of its owner';
COMMENT ON COLUMN leased_work.hastened IS 'somebody wanted it at once while it was held: due when it is given back';
COMMENT ON COLUMN leased_work.problem IS 'why the last attempt brought nothing';

CREATE INDEX leased_work_due ON leased_work (queue, due_at, number);
CREATE INDEX leased_work_lane ON leased_work (queue, lane, number) WHERE lane IS NOT NULL;
CREATE INDEX leased_work_held ON leased_work (queue) WHERE lease IS NOT NULL;
-- Rows are inserted, updated a few times and deleted: vacuum by work done, not by the size of the table.
ALTER TABLE leased_work SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
