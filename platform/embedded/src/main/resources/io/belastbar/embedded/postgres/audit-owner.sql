-- Gives the audit logs an owner other than the services. A superuser runs this once in the database of the services; running it
-- again does no harm. Each service calls take_over for its own schema after its migrations, at every start.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'belastbar_audit') THEN
        CREATE ROLE belastbar_audit NOLOGIN;
    END IF;
END $$;

CREATE SCHEMA IF NOT EXISTS belastbar_audit;
GRANT USAGE ON SCHEMA belastbar_audit TO PUBLIC;

-- The tables of a schema's audit log, and the schema itself (its owner could drop them), become belastbar_audit's. The role that
-- had them keeps what it needs: it may add to the log and read it, and make tables of its own. Nothing can be taken from anybody
-- but the caller; a log that was taken over stays as it is.
CREATE OR REPLACE FUNCTION belastbar_audit.take_over(service_schema name) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    log record;
    guard record;
    taken boolean := false;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('belastbar_audit.take_over'));
    FOR log IN
        SELECT format('%I.%I', service_schema, c.relname) AS name, c.oid AS id, c.relname, c.relowner::regrole AS service
          FROM pg_class c
         WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = service_schema)
           AND c.relname IN ('audit_log', 'audit_outcome') AND c.relkind = 'r'
           AND c.relowner = (SELECT oid FROM pg_roles WHERE rolname = session_user)
    LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO belastbar_audit', log.name);
        EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, %s', log.name, log.service);
        EXECUTE format('GRANT SELECT ON %s TO %s', log.name, log.service);
        -- Not the number and not the beginning: nobody writes what is said to have been before.
        IF log.relname = 'audit_log' THEN
            EXECUTE format(
                'GRANT INSERT (principal, roles, action, subject, status, detail, finished_at) ON %s TO %s',
                log.name, log.service);
        ELSE
            EXECUTE format('GRANT INSERT (entry, status) ON %s TO %s', log.name, log.service);
        END IF;
        -- Who owns the function of a trigger could make it do something else.
        FOR guard IN SELECT DISTINCT tgfoid::regprocedure AS name FROM pg_trigger
                      WHERE tgrelid = log.id AND NOT tgisinternal
        LOOP
            EXECUTE format('ALTER FUNCTION %s OWNER TO belastbar_audit', guard.name);
        END LOOP;
        taken := true;
    END LOOP;
    IF EXISTS (SELECT FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'audit_log'
                WHERE n.nspname = service_schema
                  AND n.nspowner = (SELECT oid FROM pg_roles WHERE rolname = session_user)) THEN
        EXECUTE format('ALTER SCHEMA %I OWNER TO belastbar_audit', service_schema);
        EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', service_schema, session_user);
        taken := true;
    END IF;
    RETURN taken;
END $$;
