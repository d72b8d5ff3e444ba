-- How a request ended, as a row of its own: whoever may only add to the log can complete it so. Rows of versions before have
-- their outcome in audit_log itself.
CREATE TABLE audit_outcome (
    entry       bigint      PRIMARY KEY,
    status      integer     NOT NULL,
    finished_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- The function of audit_log asks for columns that this table has not.
CREATE FUNCTION audit_outcome_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_outcome is append-only';
END $$;
CREATE TRIGGER audit_outcome_append_only BEFORE UPDATE OR DELETE ON audit_outcome
    FOR EACH ROW EXECUTE FUNCTION audit_outcome_is_append_only();
CREATE TRIGGER audit_outcome_no_truncate BEFORE TRUNCATE ON audit_outcome
    FOR EACH STATEMENT EXECUTE FUNCTION audit_outcome_is_append_only();

CREATE INDEX audit_log_principal ON audit_log (principal, started_at DESC, id DESC);
CREATE INDEX audit_log_subject ON audit_log (subject text_pattern_ops);
