package io.belastbar.backbone.envelope;

import java.util.Map;

/**
 * A Kafka message as it arrived.
 *
 * @param key may be null
 * @param data may be null
 */
public record ReceivedMessage(
        String topic, int partition, long offset, String key, Map<String, String> headers, byte[] data) {}
