-- As the sample was installed.
ALTER POLICY tenant ON employees USING (organization_id = current_setting('app.organization_id', true));
DROP INDEX IF EXISTS employees_of_tenant;
DROP INDEX IF EXISTS employees_email;
DROP FUNCTION IF EXISTS tenant_of_session();
DROP FUNCTION IF EXISTS may_see(text);
