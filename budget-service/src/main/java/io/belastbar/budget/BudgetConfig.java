package io.belastbar.budget;

import io.belastbar.quantity.Bytes;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The configuration of budget-service. */
@ConfigMapping(prefix = "belastbar.budget")
public interface BudgetConfig {

    /** How long a finished run waits for its database facts, counted in retries. */
    @WithDefault("60s")
    Duration factsWait();

    /** Time between two questions for database facts. */
    @WithDefault("2s")
    Duration factsRetry();

    /** How long a replica may work on a run before another takes it over. */
    @WithDefault("30s")
    Duration lease();

    /** The largest budget document. */
    @WithDefault("256KiB")
    Bytes documentMax();

    /** Whether a suspected regression among load runs orders one more run of its scenario. */
    @WithDefault("true")
    boolean confirmationRuns();

    /** The system under which this service measures itself. */
    @WithDefault("belastbar")
    String selfSystem();

    /** How often it does. */
    @WithDefault("60s")
    Duration selfInterval();

    /** Of how many series Prometheus is told the newest value; those that were made first come first. */
    @WithDefault("500")
    int gaugesMax();

    /** Older values are not told: what nobody measures any more is not how it is. */
    @WithDefault("15m")
    Duration gaugesWithin();

    /** How often database facts are asked for before the evaluation goes on without them; at least once. */
    default long factsAttempts() {
        return Math.max(1, factsWait().toMillis() / Math.max(1, factsRetry().toMillis()));
    }
}
