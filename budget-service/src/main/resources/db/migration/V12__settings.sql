-- The documents beside budgets (escalation rules, measurement sources), every version of them, as they were sent.
CREATE TABLE settings_document (
    kind       text        NOT NULL,
    system     text        NOT NULL,
    version    integer     NOT NULL CHECK (version > 0),
    content    text        NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by text        NOT NULL,
    PRIMARY KEY (kind, system, version)
);
