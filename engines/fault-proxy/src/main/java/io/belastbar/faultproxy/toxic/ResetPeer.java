package io.belastbar.faultproxy.toxic;

import io.belastbar.faultproxy.chain.Item;
import io.belastbar.faultproxy.chain.SilentStage;
import io.belastbar.faultproxy.chain.Stage;
import java.util.random.RandomGenerator;

/** The connection is silent for {@code timeoutMs} and then reset towards both sides, idle or not; with 0 at once. */
public record ResetPeer(long timeoutMs) implements Effect {
    @Override
    public Stage stage(long now, RandomGenerator random, Stage former) {
        return new SilentStage(Item.How.RESET, Times.later(now, timeoutMs));
    }
}
