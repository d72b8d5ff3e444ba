-- One row per state-changing request, written before the request runs and completed with its outcome,
-- and one row per domain action that a service records itself.
CREATE TABLE audit_log (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    started_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    principal   text NOT NULL,
    roles       text NOT NULL DEFAULT '',
    action      text NOT NULL,
    subject     text NOT NULL,
    status      integer,
    detail      text
);
COMMENT ON COLUMN audit_log.status IS 'HTTP status; null: outcome unknown (the service died or lost the database), or a domain action';
CREATE INDEX audit_log_started_at ON audit_log (started_at DESC, id DESC);

-- A row is completed once and otherwise never changes or goes.
CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.status IS NULL AND OLD.finished_at IS NULL
       AND (NEW.id, NEW.started_at, NEW.principal, NEW.roles, NEW.action, NEW.subject, NEW.detail)
           IS NOT DISTINCT FROM
           (OLD.id, OLD.started_at, OLD.principal, OLD.roles, OLD.action, OLD.subject, OLD.detail) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit_log is append-only';
END $$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
    FOR EACH ROW EXECUTE FUNCTION audit_log_is_append_only();
CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only();

-- Claimed in the transaction that does the work: a concurrent duplicate waits on the primary key.
CREATE TABLE idempotency_key (
    principal   text NOT NULL,
    operation   text NOT NULL,
    key         text NOT NULL,
    body_sha256 text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    status      integer,
    location    text,
    answer      text,
    PRIMARY KEY (principal, operation, key)
);
CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at);
