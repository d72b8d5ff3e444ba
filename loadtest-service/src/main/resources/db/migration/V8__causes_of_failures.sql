-- Why requests failed, by step: class, status or SQLSTATE, first message, count. Null: the run is older than this column, or
-- its source does not tell.
ALTER TABLE run_result ADD COLUMN failures jsonb;
