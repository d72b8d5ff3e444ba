-- Every version of the documents that say what a system consists of; for the services that read system.yml.
CREATE TABLE system_description (
    system     text        NOT NULL,
    version    integer     NOT NULL,
    document   text        NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text        NOT NULL,
    PRIMARY KEY (system, version)
);
