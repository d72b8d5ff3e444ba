package io.belastbar.faultproxy.toxic;

import io.belastbar.faultproxy.chain.Item;
import io.belastbar.faultproxy.chain.SilentStage;
import io.belastbar.faultproxy.chain.Stage;
import java.util.random.RandomGenerator;

/**
 * Nothing gets through, not even the end of the stream; after {@code timeoutMs} the connection is closed, with 0 never.
 * When the toxic goes before that, what was held goes on: as after a partition, where TCP sends again.
 */
public record Timeout(long timeoutMs) implements Effect {
    @Override
    public Stage stage(long now, RandomGenerator random, Stage former) {
        return new SilentStage(Item.How.CLOSE, timeoutMs == 0 ? Long.MAX_VALUE : Times.later(now, timeoutMs));
    }
}
