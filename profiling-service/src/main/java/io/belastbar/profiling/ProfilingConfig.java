package io.belastbar.profiling;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The one door to this service's configuration. */
@ConfigMapping(prefix = "belastbar.profiling")
public interface ProfilingConfig {
    /** How long connecting to a target database may take. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** How long one statement of ours may run in a target database. */
    @WithDefault("5s")
    Duration statementTimeout();

    /** How many statements, costliest first, are explained per analysis. */
    @WithDefault("50")
    int statementsMax();

    /** How often to look for snapshots that are due without being woken. */
    @WithDefault("1s")
    Duration snapshotInterval();

    /** How often a snapshot is tried before it is recorded as failed. */
    @WithDefault("6")
    int snapshotAttempts();

    /** The wait before the second try; it doubles with each further one. */
    @WithDefault("1s")
    Duration snapshotBackOff();

    /** Tables below this size, in pages of 8 KiB, need no index. */
    @WithDefault("32")
    long indexPagesMin();

    /** The largest share of a table's rows, 0 to 1, that a filter may keep and still be worth an index. */
    @WithDefault("0.5")
    double indexShareMax();

    /** How long a finding is accepted for that is accepted without an end. */
    @WithDefault("P365D")
    Duration acceptanceMax();
}
