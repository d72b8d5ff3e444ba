-- Messages of others are kept byte for byte: a key need not be text, and headers have an order and may repeat.
ALTER TABLE outbox_event ADD COLUMN binary_key bytea;
COMMENT ON COLUMN outbox_event.binary_key IS 'the key where it is no text; then key is null';
COMMENT ON COLUMN outbox_event.headers IS 'Kafka headers: an object for an event, a list of pairs for a copy of a dead letter';

ALTER TABLE dead_letter
    ALTER COLUMN key TYPE bytea USING convert_to(key, 'UTF8'),
    ADD COLUMN handler text,
    ADD COLUMN event_source text,
    ADD COLUMN event_id text,
    ADD COLUMN identity bytea,
    DROP CONSTRAINT dead_letter_topic_kafka_partition_kafka_offset_key;
UPDATE dead_letter
   SET event_source = headers ->> 'ce_source',
       event_id = headers ->> 'ce_id',
       identity = sha256(convert_to('kept before identities were: ' || id, 'UTF8')),
       headers = (SELECT coalesce(jsonb_agg(jsonb_build_array(name, value)), '[]')
                    FROM jsonb_each(headers) AS header (name, value));
ALTER TABLE dead_letter
    ALTER COLUMN identity SET NOT NULL,
    ADD CONSTRAINT dead_letter_identity UNIQUE (identity);
COMMENT ON COLUMN dead_letter.key IS 'as it arrived; read it with convert_from(key, ''UTF8'')';
COMMENT ON COLUMN dead_letter.headers IS 'pairs of name and value in their order; {"base64": …} where it is no text';
COMMENT ON COLUMN dead_letter.handler IS 'who could not apply it; null where nobody could read it';
COMMENT ON COLUMN dead_letter.event_source IS 'with event_id: which event it is, where it says so';
COMMENT ON COLUMN dead_letter.identity IS 'a digest of what it is; a place in a topic is reused when the topic is made anew';

-- Each handler applies an event by itself. Rows of before stand for all handlers.
ALTER TABLE inbox_event
    ADD COLUMN handler text NOT NULL DEFAULT '*',
    DROP CONSTRAINT inbox_event_pkey,
    ADD PRIMARY KEY (source, id, handler);
ALTER TABLE inbox_event ALTER COLUMN handler DROP DEFAULT;
COMMENT ON COLUMN inbox_event.handler IS 'the handler''s name; * for every handler';

-- What was applied when there was one row for all handlers. Few rows or none: without an index of their own, asking for
-- them would read the whole table for each batch.
CREATE INDEX inbox_event_of_all_handlers ON inbox_event (source, id) WHERE handler = '*';
