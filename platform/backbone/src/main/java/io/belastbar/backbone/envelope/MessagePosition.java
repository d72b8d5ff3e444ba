package io.belastbar.backbone.envelope;

import java.time.Instant;

/**
 * Where a message stood in Kafka.
 *
 * @param timestamp the message's own; tells a message from another at the same place of a topic that was made anew. Null
 *     where it was not kept
 */
public record MessagePosition(String topic, int partition, long offset, Instant timestamp) {}
