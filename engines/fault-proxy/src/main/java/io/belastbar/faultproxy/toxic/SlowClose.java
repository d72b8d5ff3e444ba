package io.belastbar.faultproxy.toxic;

import io.belastbar.faultproxy.chain.DelayStage;
import io.belastbar.faultproxy.chain.Item;
import io.belastbar.faultproxy.chain.Stage;
import java.util.random.RandomGenerator;

/** The end of the stream arrives {@code delayMs} later than its bytes. */
public record SlowClose(long delayMs) implements Effect {
    @Override
    public Stage stage(long now, RandomGenerator random, Stage former) {
        return new DelayStage() {
            @Override
            protected long delay(Item item) {
                return item instanceof Item.End ? delayMs * Times.MILLISECOND : 0;
            }
        };
    }
}
