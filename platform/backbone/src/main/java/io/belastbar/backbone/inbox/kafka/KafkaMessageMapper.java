package io.belastbar.backbone.inbox.kafka;

import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.backbone.envelope.MessageKey;
import io.belastbar.backbone.envelope.MessagePosition;
import io.belastbar.backbone.envelope.ReceivedMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what the Kafka client hands over. */
final class KafkaMessageMapper {

    private KafkaMessageMapper() {}

    /** The message byte for byte. */
    static ReceivedMessage read(ConsumerRecord<byte[], byte[]> message) {
        List<MessageHeader> headers = new ArrayList<>();
        message.headers().forEach(header -> headers.add(new MessageHeader(header.key(), header.value())));
        MessagePosition position = new MessagePosition(
                message.topic(), message.partition(), message.offset(), Instant.ofEpochMilli(message.timestamp()));
        MessageKey key = message.key() == null ? null : new MessageKey(message.key());
        return new ReceivedMessage(position, key, headers, message.value());
    }
}
