-- The worst value of an alert's last outage, when it is over too.
ALTER TABLE alert
    ADD COLUMN last_value double precision,
    ADD COLUMN last_at    timestamptz;

-- What each run showed of each promise, apart from its report, so that the newest word on a promise is found however many runs
-- since then showed something else. Runs whose numbers are not the target's show nothing.
CREATE TABLE shown_promise (
    system        text        NOT NULL,
    subject       text        NOT NULL,
    metric        text        NOT NULL,
    limit_text    text        NOT NULL,
    sequence      bigint      NOT NULL,
    evaluation_id uuid        NOT NULL REFERENCES evaluation ON DELETE CASCADE,
    evaluated_at  timestamptz NOT NULL,
    verdict       text        NOT NULL
);

CREATE FUNCTION note_shown_promises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO shown_promise (system, subject, metric, limit_text, sequence, evaluation_id, evaluated_at, verdict)
    SELECT NEW.system, shown ->> 'subject', shown ->> 'metric', shown ->> 'limit', NEW.sequence, NEW.evaluation_id,
           NEW.evaluated_at, shown ->> 'verdict'
      FROM jsonb_array_elements(NEW.report -> 'objectives') AS shown
     WHERE NEW.run_verdict NOT IN ('INVALID', 'ABORTED') AND shown ->> 'verdict' <> 'NO_DATA';
    RETURN NULL;
END $$;

CREATE TRIGGER evaluation_shows AFTER INSERT ON evaluation FOR EACH ROW EXECUTE FUNCTION note_shown_promises();

INSERT INTO shown_promise (system, subject, metric, limit_text, sequence, evaluation_id, evaluated_at, verdict)
SELECT system, shown ->> 'subject', shown ->> 'metric', shown ->> 'limit', sequence, evaluation_id, evaluated_at,
       shown ->> 'verdict'
  FROM evaluation, jsonb_array_elements(report -> 'objectives') AS shown
 WHERE run_verdict NOT IN ('INVALID', 'ABORTED') AND shown ->> 'verdict' <> 'NO_DATA';

CREATE INDEX shown_promise_by_promise ON shown_promise (system, subject, metric, limit_text, sequence DESC);
CREATE INDEX shown_promise_by_evaluation ON shown_promise (evaluation_id);
