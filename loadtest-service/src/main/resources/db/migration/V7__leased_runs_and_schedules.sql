-- Runs that wait or run, and schedules, are worked off as leased work. Runs under way come first, so that of each system
-- they stand before those that wait; their instances are not these of today and are found lost.
INSERT INTO leased_work (queue, item, lane, attempts, lease)
SELECT 'test-runs', id::text, CASE WHEN NOT parallel THEN system END,
       CASE state WHEN 'RUNNING' THEN 1 ELSE 0 END,
       CASE state WHEN 'RUNNING' THEN nextval('leased_work_lease') END
  FROM test_run WHERE state <> 'FINISHED'
 ORDER BY state = 'QUEUED', queue_number;

INSERT INTO leased_work (queue, item, payload, due_at)
SELECT 'load-schedules', system || '/' || scenario,
       to_char(next_fire_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), next_fire_at
  FROM schedule WHERE enabled AND next_fire_at IS NOT NULL;

DROP INDEX test_run_queued;
ALTER TABLE schedule DROP COLUMN next_fire_at;
