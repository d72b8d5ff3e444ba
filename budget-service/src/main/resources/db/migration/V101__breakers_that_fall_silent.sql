-- When an open breaker of the instance admits a probe: until then it has nothing to tell of.
ALTER TABLE breaker_not_closed ADD COLUMN retry_at timestamptz;

-- One replica looks at a time.
INSERT INTO leased_work (queue, item, due_at) VALUES ('breaker-silences', 'all', now());
