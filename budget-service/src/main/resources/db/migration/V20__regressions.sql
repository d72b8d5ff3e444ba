-- Where series changed for good. A place is the moment of the first value after the change.
CREATE TABLE change_point (
    change_id        uuid             PRIMARY KEY,
    sequence         bigint           GENERATED ALWAYS AS IDENTITY,
    system           text             NOT NULL,
    subject_kind     text             NOT NULL,
    service          text             NOT NULL,
    subject          text             NOT NULL,
    metric           text             NOT NULL,
    scenario         text             NOT NULL,
    at               timestamptz      NOT NULL,
    state            text             NOT NULL
                     CHECK (state IN ('SUSPECTED', 'CERTAIN', 'FADED', 'ACCEPTED', 'REJECTED', 'MOVED')),
    worse            boolean          NOT NULL,
    explanation      jsonb            NOT NULL,
    detected_at      timestamptz      NOT NULL,
    confirmation_run text,
    decided_by       text,
    decided_at       timestamptz,
    reason           text,
    UNIQUE (system, subject_kind, service, subject, metric, scenario, at)
);

CREATE INDEX change_point_of_system ON change_point (system, sequence DESC);

-- How far the series were looked at.
CREATE TABLE regression_look (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    point_id bigint  NOT NULL
);

INSERT INTO regression_look (point_id) VALUES (0);
