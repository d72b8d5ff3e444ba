-- A list of tenants in the setting: good, the index is entered for each.
ALTER POLICY tenant ON employees USING (organization_id = ANY (string_to_array(current_setting('app.organization_id', true), ',')));
