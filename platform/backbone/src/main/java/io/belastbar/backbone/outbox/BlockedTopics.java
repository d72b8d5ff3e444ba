package io.belastbar.backbone.outbox;

import io.belastbar.backbone.retry.BackOff;
import java.util.HashMap;
import java.util.Map;

/**
 * Topics that refuse messages at present, for example because they do not exist. They wait with a growing pause and do
 * not hold up the others. Time is {@code System.nanoTime()}, passed in. Not thread-safe.
 */
final class BlockedTopics {

    private record Block(int failures, long untilNanos) {}

    private final BackOff backOff;
    private final Map<String, Block> blocks = new HashMap<>();

    BlockedTopics(BackOff backOff) {
        this.backOff = backOff;
    }

    /** The topics to leave alone at this time. */
    String[] at(long nowNanos) {
        return blocks.entrySet().stream()
                .filter(block -> block.getValue().untilNanos() - nowNanos > 0)
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }

    void failed(String topic, long nowNanos) {
        int failures = blocks.containsKey(topic) ? blocks.get(topic).failures() + 1 : 1;
        long untilNanos = nowNanos + backOff.afterFailure(failures).toNanos();
        blocks.put(topic, new Block(failures, untilNanos));
    }

    void succeeded(String topic) {
        blocks.remove(topic);
    }
}
