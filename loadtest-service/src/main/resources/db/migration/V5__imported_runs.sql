-- What another load tester measured is no run of a stored document.
ALTER TABLE test_run ALTER COLUMN scenario_version DROP NOT NULL;
COMMENT ON COLUMN test_run.scenario_version IS 'null: imported';
