-- The descriptions join the other documents.
INSERT INTO document (kind, system, name, version, content, sha256, updated_at, updated_by)
SELECT 'system', system, 'system', version, convert_to(document, 'UTF8'),
       encode(sha256(convert_to(document, 'UTF8')), 'hex'), updated_at, updated_by
  FROM system_description;

DROP TABLE system_description;
