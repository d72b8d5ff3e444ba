-- Snapshots that are still to be taken are leased work: those of a run one after the other.
INSERT INTO leased_work (queue, item, lane, attempts, due_at)
SELECT 'snapshots', id::text, run_id, attempts, due_at FROM snapshot_task WHERE state = 'PENDING' ORDER BY id;

ALTER TABLE snapshot_task DROP COLUMN attempts, DROP COLUMN due_at;
