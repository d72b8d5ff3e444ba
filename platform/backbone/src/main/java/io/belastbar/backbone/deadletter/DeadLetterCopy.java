package io.belastbar.backbone.deadletter;

import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.backbone.envelope.MessageKey;
import io.belastbar.backbone.envelope.MessagePosition;
import io.belastbar.backbone.envelope.ReceivedMessage;
import io.belastbar.backbone.outbox.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What goes to {@code <topic>.dlq} for others to read: the message as it arrived, and the reason in its headers.
 *
 * <p>A message too large to be published once more is cut: headers that do not fit are left out, then a key, and of the
 * data the end. {@code dead-letter-truncated} then says how many bytes key, headers and data had.
 */
final class DeadLetterCopy {

    /** What one of key and headers may take of the copy. */
    private static final int SHARE = OutboxMessage.DATA_BYTES_MAX / 4;

    /** The most that Kafka's format needs for the two lengths of a header. */
    private static final int HEADER_OVERHEAD = 10;

    private DeadLetterCopy() {}

    static OutboxMessage of(DeadLetter letter, String consumerGroup) {
        ReceivedMessage message = letter.message();
        List<MessageHeader> said = said(letter, consumerGroup);
        List<MessageHeader> headers = fitting(message.headers());
        MessageKey key = size(message.key()) > SHARE ? null : message.key();
        int overhead = HEADER_OVERHEAD * (said.size() + headers.size());
        int room = OutboxMessage.DATA_BYTES_MAX - size(said) - size(headers) - size(key) - overhead;
        byte[] data = size(message.data()) > room ? Arrays.copyOf(message.data(), room) : message.data();

        long original = (long) size(message.key()) + size(message.headers()) + size(message.data());
        if (original > (long) size(key) + size(headers) + size(data)) {
            said.add(MessageHeader.of("dead-letter-truncated", Long.toString(original)));
        }
        headers.addAll(said);
        return new OutboxMessage(message.topic() + ".dlq", key, headers, data);
    }

    private static List<MessageHeader> said(DeadLetter letter, String consumerGroup) {
        MessagePosition position = letter.message().position();
        List<MessageHeader> said = new ArrayList<>();
        said.add(MessageHeader.of("dead-letter-reason", letter.reason()));
        said.add(MessageHeader.of("dead-letter-exception-class-name", letter.exception()));
        said.add(MessageHeader.of("dead-letter-topic", position.topic()));
        said.add(MessageHeader.of("dead-letter-partition", Integer.toString(position.partition())));
        said.add(MessageHeader.of("dead-letter-offset", Long.toString(position.offset())));
        said.add(MessageHeader.of("dead-letter-consumer-group", consumerGroup));
        said.add(MessageHeader.of("dead-letter-time", letter.failedAt().toString()));
        if (letter.handler() != null) {
            said.add(MessageHeader.of("dead-letter-handler", letter.handler()));
        }
        return said;
    }

    private static List<MessageHeader> fitting(List<MessageHeader> headers) {
        List<MessageHeader> fitting = new ArrayList<>();
        int taken = 0;
        for (MessageHeader header : headers) {
            int size = size(header) + HEADER_OVERHEAD;
            if (taken + size <= SHARE) {
                taken += size;
                fitting.add(header);
            }
        }
        return fitting;
    }

    private static int size(List<MessageHeader> headers) {
        return headers.stream().mapToInt(DeadLetterCopy::size).sum();
    }

    private static int size(MessageHeader header) {
        return header.name().getBytes(StandardCharsets.UTF_8).length + size(header.value());
    }

    private static int size(MessageKey key) {
        return key == null ? 0 : key.bytes().length;
    }

    private static int size(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
