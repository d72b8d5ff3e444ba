package io.belastbar.backbone.deadletter;

import io.belastbar.backbone.envelope.ReceivedMessage;
import io.belastbar.backbone.outbox.OutboxMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message that this service could not apply, and why.
 *
 * @param exception the class of the exception
 */
public record DeadLetter(ReceivedMessage message, String reason, String exception, Instant failedAt) {

    private static final int REASON_CHARACTERS_MAX = 2000;

    /** The dead letter of a message that failed with this; the reason is cut to 2,000 characters. */
    public static DeadLetter of(ReceivedMessage message, String reason, Throwable cause, Instant failedAt) {
        String text = reason == null ? cause.toString() : reason;
        String cut = text.length() > REASON_CHARACTERS_MAX ? text.substring(0, REASON_CHARACTERS_MAX) : text;
        return new DeadLetter(storable(message), storable(cut), cause.getClass().getName(), failedAt);
    }

    /** What goes to {@code <topic>.dlq}: the message as it arrived, and the reason in its headers. */
    public OutboxMessage toMessage(String consumerGroup) {
        Map<String, String> headers = new LinkedHashMap<>(message.headers());
        headers.put("dead-letter-reason", reason);
        headers.put("dead-letter-exception-class-name", exception);
        headers.put("dead-letter-topic", message.topic());
        headers.put("dead-letter-partition", Integer.toString(message.partition()));
        headers.put("dead-letter-offset", Long.toString(message.offset()));
        headers.put("dead-letter-consumer-group", consumerGroup);
        headers.put("dead-letter-time", failedAt.toString());
        return new OutboxMessage(message.topic() + ".dlq", message.key(), headers, message.data());
    }

    private static ReceivedMessage storable(ReceivedMessage message) {
        Map<String, String> headers = new HashMap<>();
        message.headers().forEach((name, value) -> headers.put(storable(name), storable(value)));
        String key = message.key() == null ? null : storable(message.key());
        return new ReceivedMessage(
                message.topic(), message.partition(), message.offset(), key, headers, message.data());
    }

    /** PostgreSQL's text holds no NUL; a poison message may. */
    private static String storable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }
}
