package io.belastbar.backbone.deadletter;

import java.time.Instant;
import java.util.Map;

/**
 * A dead letter as {@code GET /api/v1/dead-letters} shows it.
 *
 * @param data the message as text; bytes that are not UTF-8 are replaced
 * @param replayedAt null while nobody replayed it
 */
public record DeadLetterRow(
        long id,
        String topic,
        int partition,
        long offset,
        String key,
        Map<String, String> headers,
        String data,
        String reason,
        String exception,
        Instant failedAt,
        Instant replayedAt,
        String replayedBy) {}
