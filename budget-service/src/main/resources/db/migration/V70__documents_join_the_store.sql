-- Budgets and settings join the other documents, with every version, who, when and why. That a version exists is what the
-- store keeps, so that nothing refers to it by a key of its own.
ALTER TABLE run_to_evaluate DROP CONSTRAINT run_to_evaluate_system_budget_version_fkey;

INSERT INTO document (kind, system, name, version, content, sha256, file_name, updated_at, updated_by, reason)
SELECT 'budget', system, name, version, content, sha256, file_name, updated_at, updated_by, reason
  FROM budget_document;

INSERT INTO document (kind, system, name, version, content, sha256, updated_at, updated_by)
SELECT replace(lower(kind), '_', '-'), system, replace(lower(kind), '_', '-'), version, convert_to(content, 'UTF8'),
       encode(sha256(convert_to(content, 'UTF8')), 'hex'), updated_at, updated_by
  FROM settings_document;

DROP TABLE budget_document;
DROP TABLE settings_document;
