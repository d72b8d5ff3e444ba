-- timestamptz > date is not leakproof. Remedy: cast the date to timestamptz, the column's own type.
CREATE INDEX IF NOT EXISTS employees_of_tenant ON employees (organization_id, created_at DESC) WHERE deleted_at IS NULL;
-- slow: SELECT id FROM employees WHERE deleted_at IS NULL AND created_at > current_date
-- fast: SELECT id FROM employees WHERE deleted_at IS NULL AND created_at > current_date::timestamptz
