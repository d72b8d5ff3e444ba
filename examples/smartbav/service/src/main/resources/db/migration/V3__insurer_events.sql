-- What the insurer tells on its own. An event's row is the memory that makes it count once, however often and to
-- whichever instance it comes.
CREATE TABLE insurer_events (
    id          text PRIMARY KEY,
    type        text NOT NULL,
    quote_id    text NOT NULL,
    arrivals    integer NOT NULL DEFAULT 1,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX insurer_events_age ON insurer_events (received_at);

-- No tenant's rows: a quote names nobody.
CREATE TABLE quote_status (
    quote_id   text PRIMARY KEY,
    status     text NOT NULL,
    revision   bigint NOT NULL,
    updates    integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

GRANT SELECT, INSERT, UPDATE, DELETE ON insurer_events TO smartbav_app;
GRANT SELECT, INSERT, UPDATE ON quote_status TO smartbav_app;
GRANT SELECT ON insurer_events, quote_status TO smartbav_reader;
