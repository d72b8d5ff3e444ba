-- Systems whose measurements are collected, and escalations that are told again, are leased work that is due again and again.
INSERT INTO leased_work (queue, item, due_at) SELECT 'collections', system, due_at FROM measurement_collection;

INSERT INTO leased_work (queue, item, due_at)
SELECT 'reminders', escalation_id::text, next_repeat_at
  FROM escalation WHERE acknowledged_at IS NULL AND next_repeat_at IS NOT NULL;

-- One item each, due again and again: one replica at a time looks for changes and removes what is old.
INSERT INTO leased_work (queue, item, due_at)
VALUES ('regression-looks', 'new values', now()), ('retention', 'series points', now() + interval '1 minute');

ALTER TABLE measurement_collection DROP COLUMN due_at;
DROP INDEX escalation_to_repeat;
