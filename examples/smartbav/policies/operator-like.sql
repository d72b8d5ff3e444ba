-- LIKE is not leakproof: under row-level security its index is not entered, however good it is. Remedy: email ^@ 'emp_7_12'.
CREATE INDEX IF NOT EXISTS employees_email ON employees (organization_id, email text_pattern_ops);
-- slow: SELECT id FROM employees WHERE email LIKE 'emp\_7\_12%'
-- fast: SELECT id FROM employees WHERE email ^@ 'emp_7_12'
