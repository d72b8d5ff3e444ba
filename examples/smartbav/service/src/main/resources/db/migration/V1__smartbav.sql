-- smart!bAV: brokers' houses (organizations), their people (users), the employees they look after, and offers.
--
-- Left out on purpose: an index on employees (organization_id, created_at DESC) WHERE deleted_at IS NULL.
-- Without it every employee list reads the rows of all tenants. That is the flaw Belastbar has to find.
-- For the same reason nothing else may start with organization_id: no UNIQUE (organization_id, email), no index for
-- the foreign key.

CREATE TABLE organizations (
    id               text PRIMARY KEY,
    name             text NOT NULL,
    region           text NOT NULL,
    seeded_employees integer NOT NULL DEFAULT 0
);

-- No row-level security: a login has no tenant before its row is found. The application may only read.
CREATE TABLE users (
    id              text PRIMARY KEY,
    organization_id text NOT NULL REFERENCES organizations (id),
    email           text NOT NULL UNIQUE CHECK (email = lower(email)),
    password_hash   text NOT NULL
);

CREATE TABLE employees (
    id              text PRIMARY KEY,
    organization_id text NOT NULL DEFAULT current_setting('app.organization_id', true) REFERENCES organizations (id),
    first_name      text NOT NULL,
    last_name       text NOT NULL,
    email           text NOT NULL,
    date_of_birth   date NOT NULL,
    annual_salary   numeric(12, 2) NOT NULL CHECK (annual_salary > 0),
    start_date      date NOT NULL,
    department      text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    deleted_at      timestamptz
);

CREATE TABLE offers (
    id                         text PRIMARY KEY,
    organization_id            text NOT NULL DEFAULT current_setting('app.organization_id', true) REFERENCES organizations (id),
    employee_id                text NOT NULL REFERENCES employees (id),
    insurer                    text NOT NULL,
    term_years                 integer NOT NULL,
    monthly_contribution       numeric(12, 2) NOT NULL,
    guaranteed_monthly_pension numeric(12, 2) NOT NULL,
    stale                      boolean NOT NULL,
    valid_until                timestamptz NOT NULL,
    created_at                 timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE batch_jobs (
    id              text PRIMARY KEY,
    organization_id text NOT NULL DEFAULT current_setting('app.organization_id', true) REFERENCES organizations (id),
    status          text NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED')),
    total           integer NOT NULL,
    done            integer NOT NULL DEFAULT 0,
    attempt         integer NOT NULL DEFAULT 0,
    payload         text,
    error           text,
    claimed_by      text,
    heartbeat_at    timestamptz,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    started_at      timestamptz,
    finished_at     timestamptz
);
CREATE INDEX batch_jobs_unfinished ON batch_jobs (created_at) WHERE status IN ('PENDING', 'RUNNING');

-- One row; the application's role cannot read it.
CREATE TABLE signing_key (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    private_key bytea NOT NULL,
    public_key  bytea NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);

-- Tenants see their own rows; without a tenant current_setting is null or empty and nobody sees anything.
ALTER TABLE employees ENABLE ROW LEVEL SECURITY;
ALTER TABLE employees FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON employees TO smartbav_app USING (organization_id = current_setting('app.organization_id', true));
CREATE POLICY owner ON employees TO smartbav_owner USING (true);

ALTER TABLE offers ENABLE ROW LEVEL SECURITY;
ALTER TABLE offers FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON offers TO smartbav_app USING (organization_id = current_setting('app.organization_id', true));
CREATE POLICY owner ON offers TO smartbav_owner USING (true);

ALTER TABLE batch_jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE batch_jobs FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON batch_jobs TO smartbav_app USING (organization_id = current_setting('app.organization_id', true));
CREATE POLICY owner ON batch_jobs TO smartbav_owner USING (true);

GRANT SELECT ON users TO smartbav_app;
GRANT SELECT, INSERT, UPDATE ON employees, batch_jobs TO smartbav_app;
GRANT SELECT, INSERT ON offers TO smartbav_app;

-- The worker serves all tenants, so it claims across them; everything after the claim runs inside the job's tenant.
-- A running job is claimed again when its worker has been silent, or is the one that asks.
CREATE FUNCTION claim_batch_job(worker text, silence interval)
    RETURNS TABLE (id text, organization_id text, attempt integer)
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    UPDATE batch_jobs j
    SET status = 'RUNNING', claimed_by = worker, attempt = j.attempt + 1, done = 0,
        heartbeat_at = now(), started_at = coalesce(j.started_at, now())
    WHERE j.id = (SELECT c.id
                  FROM batch_jobs c
                  WHERE c.status = 'PENDING'
                     OR c.status = 'RUNNING' AND (c.claimed_by = worker OR c.heartbeat_at < now() - silence)
                  ORDER BY c.created_at
                  LIMIT 1
                  FOR UPDATE SKIP LOCKED)
    RETURNING j.id, j.organization_id, j.attempt
$$;
REVOKE ALL ON FUNCTION claim_batch_job(text, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_batch_job(text, interval) TO smartbav_app;
