-- A function that is VOLATILE because nobody said otherwise.
CREATE OR REPLACE FUNCTION tenant_of_session() RETURNS text LANGUAGE plpgsql AS
$$ BEGIN RETURN current_setting('app.organization_id', true); END $$;
GRANT EXECUTE ON FUNCTION tenant_of_session() TO smartbav_app, smartbav_reader;
ALTER POLICY tenant ON employees USING (organization_id = tenant_of_session());
