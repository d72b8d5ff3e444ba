-- Runs that wait for their evaluation, and messages that wait to be sent, are leased work. What their rows say of attempts
-- and due times from now on is how it was when they ended.
INSERT INTO leased_work (queue, item, attempts, due_at, problem)
SELECT 'evaluations', run_id, attempts, next_attempt_at, problem FROM run_to_evaluate WHERE state = 'PENDING';

INSERT INTO leased_work (queue, item, attempts, due_at, problem)
SELECT 'deliveries', delivery_id::text, attempts, due_at, problem FROM escalation_delivery WHERE state = 'PENDING';

ALTER TABLE run_to_evaluate DROP COLUMN attempts, DROP COLUMN next_attempt_at;
DROP INDEX escalation_delivery_due;
