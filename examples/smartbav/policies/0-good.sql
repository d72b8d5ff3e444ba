-- What the sample does, with the index that it lacks on purpose.
ALTER POLICY tenant ON employees USING (organization_id = current_setting('app.organization_id', true));
CREATE INDEX IF NOT EXISTS employees_of_tenant ON employees (organization_id, created_at DESC) WHERE deleted_at IS NULL;
