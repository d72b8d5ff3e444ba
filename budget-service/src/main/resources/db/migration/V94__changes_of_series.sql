-- A change belongs to a series, and is known by its own id: the moment of a suspicion moves, and one that faded may come back at a
-- moment that another has held.
INSERT INTO series (system, subject_kind, service, subject, metric, scenario)
SELECT DISTINCT system, subject_kind, service, subject, metric, scenario FROM change_point
    ON CONFLICT DO NOTHING;

ALTER TABLE change_point
    ADD COLUMN series_id integer REFERENCES series ON DELETE CASCADE,
    ADD COLUMN kind      text NOT NULL DEFAULT 'STEP' CHECK (kind IN ('STEP', 'TREND'));

UPDATE change_point c
   SET series_id = s.series_id
  FROM series s
 WHERE (s.system, s.subject_kind, s.service, s.subject, s.metric, s.scenario)
       = (c.system, c.subject_kind, c.service, c.subject, c.metric, c.scenario)
   AND s.branch = 'main' AND s.testbed = 'default';

-- With its columns goes the constraint that no two changes were ever at one moment.
ALTER TABLE change_point
    ALTER COLUMN series_id SET NOT NULL,
    DROP COLUMN subject_kind, DROP COLUMN service, DROP COLUMN subject, DROP COLUMN metric, DROP COLUMN scenario;

CREATE INDEX change_point_of_series ON change_point (series_id, at);

-- The series that got values and were not looked at since. Noted by the statement that adds them, so that a transaction is seen when
-- it commits, however late, and however many series it has. Only the main branch changes for anybody but its author.
CREATE TABLE series_news (
    news_id   bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    series_id integer NOT NULL
);

CREATE FUNCTION note_series_news() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO series_news (series_id)
    SELECT DISTINCT added.series_id FROM added JOIN series USING (series_id) WHERE series.branch = 'main';
    RETURN NULL;
END
$$;

CREATE TRIGGER series_has_news AFTER INSERT ON series_point
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_series_news();

INSERT INTO series_news (series_id)
SELECT DISTINCT series_id
  FROM series_point JOIN series USING (series_id) CROSS JOIN regression_look
 WHERE series_point.point_id > regression_look.point_id - 100 AND branch = 'main';

DROP TABLE regression_look;

-- Days of values that are collected every few seconds are looked at once they are over.
CREATE TABLE series_look (
    series_id integer PRIMARY KEY REFERENCES series ON DELETE CASCADE,
    day       date    NOT NULL
);
