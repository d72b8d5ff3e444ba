package io.belastbar.backbone.outbox;

import io.belastbar.backbone.envelope.CloudEventHeaders;
import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.backbone.envelope.MessageKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A Kafka message as it waits in the outbox.
 *
 * @param key may be null
 * @param data may be null (a dead letter that had none)
 */
public record OutboxMessage(String topic, MessageKey key, List<MessageHeader> headers, byte[] data) {

    /** The broker's default limit is 1 MiB for a batch with its overhead; what is larger could never be published. */
    public static final int DATA_BYTES_MAX = 1_000_000;

    public OutboxMessage {
        headers = List.copyOf(headers);
    }

    /** The same with one more header. */
    OutboxMessage with(MessageHeader header) {
        List<MessageHeader> all = new ArrayList<>(headers);
        all.add(header);
        return new OutboxMessage(topic, key, all, data);
    }

    /** The message of an event, on the event type's topic; refuses data of more than 1,000,000 bytes. */
    public static OutboxMessage of(EventEnvelope event) {
        byte[] data = EventJson.write(event.data());
        if (data.length > DATA_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "event data should be at most " + DATA_BYTES_MAX + " bytes: was " + data.length);
        }
        return new OutboxMessage(
                event.type().topic().topicName(), MessageKey.of(event.key()), CloudEventHeaders.of(event), data);
    }
}
