-- A CASE around the comparison.
ALTER POLICY tenant ON employees USING (CASE WHEN current_setting('app.admin', true) = 'yes' THEN true
    ELSE organization_id = current_setting('app.organization_id', true) END);
