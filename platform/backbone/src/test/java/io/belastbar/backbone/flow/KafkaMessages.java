package io.belastbar.backbone.flow;

import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.backbone.envelope.MessageKey;
import io.belastbar.backbone.envelope.MessagePosition;
import io.belastbar.backbone.envelope.ReceivedMessage;
import io.belastbar.contracts.GameDayStep;
import io.belastbar.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Messages as a producer of another make sends them, and as they arrive. */
public final class KafkaMessages {

    private static final AtomicLong OFFSET = new AtomicLong();

    private KafkaMessages() {}

    public static List<MessageHeader> headers(String id, String type) {
        return List.of(
                MessageHeader.of("ce_specversion", "1.0"),
                MessageHeader.of("ce_id", id),
                MessageHeader.of("ce_source", "/elsewhere"),
                MessageHeader.of("ce_type", type),
                MessageHeader.of("ce_time", "2026-11-20T10:00:00Z"));
    }

    /** A step that arrived at a place of its own. */
    public static ReceivedMessage received(String id, GameDayStep step) {
        MessagePosition position =
                new MessagePosition(Topic.GAME_DAY_STEPS.topicName(), 0, OFFSET.incrementAndGet(), Instant.EPOCH);
        return new ReceivedMessage(
                position,
                MessageKey.of(step.gameDayId()),
                headers(id, step.eventType().typeName()),
                EventJson.write(step));
    }
}
