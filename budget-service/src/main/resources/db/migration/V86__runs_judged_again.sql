-- A run may be judged again, against another version of the budget. Its own evaluation stays the only one that counts as its word;
-- one that was made on request says as of when it took what was measured beside the run.
ALTER TABLE evaluation
    ADD COLUMN reevaluation_of uuid,
    ADD COLUMN as_of           timestamptz;

ALTER TABLE evaluation DROP CONSTRAINT evaluation_run_id_key;
CREATE UNIQUE INDEX evaluation_own ON evaluation (run_id) WHERE reevaluation_of IS NULL;
CREATE INDEX evaluation_of_run ON evaluation (run_id, sequence DESC);
