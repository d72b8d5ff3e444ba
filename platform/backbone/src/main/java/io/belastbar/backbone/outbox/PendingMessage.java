package io.belastbar.backbone.outbox;

import java.time.Instant;

/** A committed message that is not known to have reached Kafka; {@code sequence} is its place in the outbox. */
record PendingMessage(long sequence, OutboxMessage message, Instant createdAt) {}
