-- Runs grow old: first their seconds are removed, much later the runs. Those whose seconds are being removed are few.
ALTER TABLE test_run ADD COLUMN seconds_removed_at timestamptz;
ALTER TABLE test_run ADD COLUMN seconds_left boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN test_run.seconds_removed_at IS 'when the run became too old for its seconds; null: they are kept';
COMMENT ON COLUMN test_run.seconds_left IS 'false: nothing of its seconds is left to be removed';

-- What was imported is as old as its import, whenever it took place.
CREATE INDEX test_run_seconds_kept ON test_run (greatest(finished_at, requested_at))
 WHERE state = 'FINISHED' AND seconds_removed_at IS NULL;
CREATE INDEX test_run_seconds_going ON test_run (id) WHERE seconds_removed_at IS NOT NULL AND seconds_left;
CREATE INDEX test_run_seconds_gone ON test_run (greatest(finished_at, requested_at)) WHERE NOT seconds_left;
CREATE INDEX test_run_of_scenario ON test_run (system, scenario, requested_at) WHERE verdict IN ('PASSED', 'FAILED');

-- One item, due again and again: one replica at a time removes what is old.
INSERT INTO leased_work (queue, item, due_at) VALUES ('retention', 'test runs', now() + interval '1 minute');
