-- What a run measured: its shape when it begins, its seconds while it runs, its totals when it has ended.
CREATE TABLE run_result (
    run_id         uuid   PRIMARY KEY REFERENCES test_run (id) ON DELETE CASCADE,
    steps          jsonb  NOT NULL,
    tenants        jsonb  NOT NULL,
    provenance     jsonb  NOT NULL,
    generator      jsonb,
    thresholds     jsonb  NOT NULL DEFAULT '[]',
    budget         jsonb,
    offered_for_ms bigint
);

COMMENT ON COLUMN run_result.budget IS 'as budget-service showed it when the run began; null: no thresholds from it';

CREATE TABLE run_cell (
    run_id uuid     NOT NULL REFERENCES test_run (id) ON DELETE CASCADE,
    step   smallint NOT NULL,
    tenant smallint NOT NULL,
    cell   bytea    NOT NULL,
    PRIMARY KEY (run_id, step, tenant)
);
COMMENT ON COLUMN run_cell.cell IS 'io.belastbar.load.result.SecondCodec, a cell by itself';

CREATE TABLE run_second (
    run_id uuid    NOT NULL REFERENCES test_run (id) ON DELETE CASCADE,
    second integer NOT NULL,
    data   bytea   NOT NULL,
    PRIMARY KEY (run_id, second)
);
COMMENT ON COLUMN run_second.data IS 'io.belastbar.load.result.SecondCodec, one second';

-- What somebody wants of a running load; its instance sees a new number with its next heartbeat.
ALTER TABLE test_run ADD COLUMN wanted_users integer CHECK (wanted_users >= 0);
ALTER TABLE test_run ADD COLUMN wanted_rate double precision CHECK (wanted_rate >= 0);
ALTER TABLE test_run ADD COLUMN wanted_number integer NOT NULL DEFAULT 0;
