package io.belastbar.backbone.envelope;

import java.util.List;
import java.util.Optional;

/**
 * A Kafka message as it arrived.
 *
 * @param key may be null
 * @param headers in their order, repeated ones too
 * @param data may be null
 */
public record ReceivedMessage(MessagePosition position, MessageKey key, List<MessageHeader> headers, byte[] data) {

    public ReceivedMessage {
        headers = List.copyOf(headers);
    }

    public String topic() {
        return position.topic();
    }

    /** The value of a header as text; the last one where the name is repeated. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .map(MessageHeader::text)
                .reduce((first, last) -> last);
    }
}
