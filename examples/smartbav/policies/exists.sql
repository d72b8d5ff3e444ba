-- Membership by a sub-query that reads the row: asked for each row.
ALTER POLICY tenant ON employees USING (EXISTS (
    SELECT 1 FROM users u WHERE u.organization_id = employees.organization_id
    AND u.email = 'makler' || substr(current_setting('app.organization_id', true), 5) || '@smartcloud.de'));
