-- Membership by IN: the list is made once and every row is looked up in it.
ALTER POLICY tenant ON employees USING (organization_id IN (
    SELECT u.organization_id FROM users u WHERE u.organization_id = current_setting('app.organization_id', true)));
