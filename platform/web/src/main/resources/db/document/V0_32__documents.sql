-- Every version of every document, as it was sent and as it was understood then. A version without content takes its
-- document away. What was understood is json, not jsonb, which would sort the keys; it is null in versions that are
-- older than this table.
CREATE TABLE document (
    kind       text        NOT NULL,
    system     text        NOT NULL,
    name       text        NOT NULL,
    version    integer     NOT NULL CHECK (version > 0),
    content    bytea,
    sha256     text        NOT NULL,
    file_name  text,
    understood json,
    updated_at timestamptz NOT NULL,
    updated_by text        NOT NULL,
    reason     text,
    PRIMARY KEY (kind, system, name, version)
);

-- Documents that share a counter of versions are asked for by it.
CREATE INDEX document_by_version ON document (kind, system, version DESC);
