-- Events that a transaction of this service has committed and the relay has to publish.
CREATE TABLE outbox_event (
    sequence     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slot         smallint    NOT NULL,
    topic        text        NOT NULL,
    key          text,
    headers      jsonb       NOT NULL,
    data         bytea,
    created_at   timestamptz NOT NULL,
    published_at timestamptz
);
COMMENT ON COLUMN outbox_event.sequence IS 'within one key: the order of commit';
COMMENT ON COLUMN outbox_event.slot IS 'key range; one relay at a time publishes a slot';
COMMENT ON COLUMN outbox_event.headers IS 'Kafka headers, the CloudEvents attributes among them';
COMMENT ON COLUMN outbox_event.data IS 'the message as sent; read it with convert_from(data, ''UTF8'')';

CREATE INDEX outbox_event_pending ON outbox_event (sequence) WHERE published_at IS NULL;
CREATE INDEX outbox_event_published ON outbox_event (published_at) WHERE published_at IS NOT NULL;
-- Rows are inserted, updated once and deleted: vacuum by work done, not by the size of the table.
ALTER TABLE outbox_event SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Events that this service has applied; the key is what makes a second delivery harmless.
CREATE TABLE inbox_event (
    source     text        NOT NULL,
    id         text        NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (source, id)
);
CREATE INDEX inbox_event_applied ON inbox_event (applied_at);

-- Messages that this service could not apply, as they arrived, and why.
CREATE TABLE dead_letter (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic           text        NOT NULL,
    kafka_partition integer     NOT NULL,
    kafka_offset    bigint      NOT NULL,
    key             text,
    headers         jsonb       NOT NULL,
    data            bytea,
    reason          text        NOT NULL,
    exception       text        NOT NULL,
    failed_at       timestamptz NOT NULL,
    replayed_at     timestamptz,
    replayed_by     text,
    UNIQUE (topic, kafka_partition, kafka_offset)
);
