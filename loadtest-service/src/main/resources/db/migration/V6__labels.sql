-- What a run tests, as its caller names it: commit, version, branch.
ALTER TABLE test_run ADD COLUMN labels jsonb NOT NULL DEFAULT '{}';
