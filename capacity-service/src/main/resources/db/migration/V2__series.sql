-- Which series there are. What of a series is older than raw_from is kept by the hour, what is older than hourly_from by the day;
-- null: nothing was thinned out yet.
-- changes grows with whatever is stored: it is the version that readers are told.
CREATE TABLE history_series (
    series_id   integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    system      text        NOT NULL,
    metric      text        NOT NULL,
    unit        text        NOT NULL,
    kind        text        NOT NULL,
    zone        text        NOT NULL,
    source      text        NOT NULL,
    first_at    timestamptz,
    last_at     timestamptz,
    raw_from    timestamptz,
    hourly_from timestamptz,
    changes     bigint      NOT NULL DEFAULT 0,
    CONSTRAINT history_series_once UNIQUE (system, metric)
);

-- Values as they were measured; of a counter, what it read. Wide columns first: no space between them is wasted.
CREATE TABLE history_point (
    at        timestamptz      NOT NULL,
    value     double precision NOT NULL,
    series_id integer          NOT NULL REFERENCES history_series,
    late      boolean          NOT NULL,
    PRIMARY KEY (series_id, at)
);

-- What the values of an hour (H) or of a day (D) were; both begin in the series' zone. Of a counter, its rates.
CREATE TABLE history_bucket (
    at        timestamptz      NOT NULL,
    minimum   double precision NOT NULL,
    maximum   double precision NOT NULL,
    total     double precision NOT NULL,
    series_id integer          NOT NULL REFERENCES history_series,
    count     integer          NOT NULL,
    late      integer          NOT NULL,
    resets    integer          NOT NULL,
    span      "char"           NOT NULL,
    PRIMARY KEY (series_id, span, at)
);
