package io.belastbar.backbone.outbox;

import io.belastbar.backbone.envelope.CloudEventHeaders;
import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.envelope.EventJson;
import java.util.Map;

/**
 * A Kafka message as it waits in the outbox.
 *
 * @param key may be null
 * @param data may be null (a dead letter that had none)
 */
public record OutboxMessage(String topic, String key, Map<String, String> headers, byte[] data) {

    /** The broker's default limit is 1 MiB for a batch with its overhead; what is larger could never be published. */
    static final int DATA_BYTES_MAX = 1_000_000;

    public OutboxMessage {
        headers = Map.copyOf(headers);
        if (data != null && data.length > DATA_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "event data should be at most " + DATA_BYTES_MAX + " bytes: was " + data.length);
        }
    }

    /** The message of an event, on the event type's topic. */
    public static OutboxMessage of(EventEnvelope event) {
        return new OutboxMessage(
                event.type().topic().topicName(),
                event.key(),
                CloudEventHeaders.of(event),
                EventJson.write(event.data()));
    }
}
