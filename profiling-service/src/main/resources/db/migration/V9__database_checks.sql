-- The last report of each check of a system's database. The document is the JSON that goes over the wire.
CREATE TABLE database_check (
    system     text        NOT NULL,
    name       text        NOT NULL,
    target     text        NOT NULL,
    checked_at timestamptz NOT NULL,
    document   text        NOT NULL,
    PRIMARY KEY (system, name)
);
