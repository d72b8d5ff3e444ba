package io.belastbar.faultproxy.toxic;

import io.belastbar.faultproxy.chain.DelayStage;
import io.belastbar.faultproxy.chain.Item;
import io.belastbar.faultproxy.chain.Stage;
import java.util.random.RandomGenerator;

/**
 * Bytes arrive later: each chunk by {@code latencyMs}, and up to {@code jitterMs} more or less, equally likely. Order is
 * kept, and the end of the stream is not delayed by itself.
 */
public record Latency(long latencyMs, long jitterMs) implements Effect {
    @Override
    public Stage stage(long now, RandomGenerator random, Stage former) {
        return new DelayStage() {
            @Override
            protected long delay(Item item) {
                if (item instanceof Item.End) {
                    return 0;
                }
                long jitter = jitterMs == 0
                        ? 0
                        : random.nextLong(-jitterMs * Times.MILLISECOND, jitterMs * Times.MILLISECOND + 1);
                return Math.max(0, latencyMs * Times.MILLISECOND + jitter);
            }
        };
    }
}
