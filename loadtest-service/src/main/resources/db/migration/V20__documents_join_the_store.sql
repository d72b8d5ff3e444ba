-- Scenarios join the other documents, with every version, who and when. That a version exists is what the store keeps, so
-- that nothing refers to it by a key of its own.
ALTER TABLE test_run DROP CONSTRAINT test_run_system_scenario_scenario_version_fkey;

INSERT INTO document (kind, system, name, version, content, sha256, updated_at, updated_by)
SELECT 'scenario', system, name, version, convert_to(document, 'UTF8'),
       encode(sha256(convert_to(document, 'UTF8')), 'hex'), updated_at, updated_by
  FROM scenario_version;

DROP TABLE scenario_version;
