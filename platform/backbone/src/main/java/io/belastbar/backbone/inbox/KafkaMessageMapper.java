package io.belastbar.backbone.inbox;

import io.belastbar.backbone.envelope.ReceivedMessage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what the Kafka client hands over. */
final class KafkaMessageMapper {

    private KafkaMessageMapper() {}

    /** The message with key and headers as text; bytes that are not UTF-8 are replaced. */
    static ReceivedMessage read(ConsumerRecord<byte[], byte[]> message) {
        Map<String, String> headers = new HashMap<>();
        message.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        String key = message.key() == null ? null : text(message.key());
        return new ReceivedMessage(
                message.topic(), message.partition(), message.offset(), key, headers, message.value());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
