-- What was asked for in production, by the hash of what exactly: the last who asked, or changed it, is not who approves.
CREATE TABLE approval_request (
    system       text        NOT NULL,
    hash         text        NOT NULL,
    what         text        NOT NULL,
    requested_by text        NOT NULL,
    requested_at timestamptz NOT NULL,
    PRIMARY KEY (system, hash)
);
CREATE TABLE approval (
    id          uuid        PRIMARY KEY,
    system      text        NOT NULL,
    hash        text        NOT NULL,
    approved_by text        NOT NULL,
    approved_at timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX approval_by_hash ON approval (system, hash, expires_at);
