package io.belastbar.faultproxy.toxic;

import io.belastbar.faultproxy.chain.LimitStage;
import io.belastbar.faultproxy.chain.Stage;
import java.util.random.RandomGenerator;

/** The connection is closed when {@code bytes} went through since the toxic came. */
public record LimitData(long bytes) implements Effect {
    @Override
    public Stage stage(long now, RandomGenerator random, Stage former) {
        return new LimitStage(bytes, former instanceof LimitStage limit ? limit.passed() : 0);
    }
}
