CREATE TABLE probe_progress (work_id uuid, position bigint, point jsonb NOT NULL, PRIMARY KEY (work_id, position));
