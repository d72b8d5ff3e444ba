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

    /** How often a run is looked at while it lasts, to tell which requests call which statement. */
    @WithDefault("1s")
    Duration sampleInterval();

    /** Tables below this size, in pages of 8 KiB, need no index. */
    @WithDefault("32")
    long indexPagesMin();

    /** The largest share of a table's rows, 0 to 1, that a filter may keep and still be worth an index. */
    @WithDefault("0.5")
    double indexShareMax();

    /** How long a finding is accepted for that is accepted without an end. */
    @WithDefault("P365D")
    Duration acceptanceMax();

    /** How often each system's database is measured for budget-service; 0s: never. */
    @WithDefault("60s")
    Duration metricsInterval();

    /** How an index is proven. */
    Proof proof();

    /** Limits of a proof. */
    interface Proof {
        /** How long one statement may take in the target: above all one table's rows of one tenant. */
        @WithDefault("60s")
        Duration readTimeout();

        /** How long one statement may take in the copy, or one that makes it or takes it away. */
        @WithDefault("5m")
        Duration statementTimeout();

        /** How long reading rows may go on before no further tenant is begun. */
        @WithDefault("60s")
        Duration copyTime();

        /** How many rows of a table are copied at most. */
        @WithDefault("1000000")
        long rowsMax();

        /** How many MiB of rows are copied at most; with its indexes a copy may be twice as large. */
        @WithDefault("2048")
        long copyMaxMib();

        /** How long a copy stays whose owner is silent; then any replica takes it away. */
        @WithDefault("60s")
        Duration lease();

        /** How often a proof is tried whose databases were away. */
        @WithDefault("3")
        int attempts();

        /** How often copies are looked for that nobody owns any more. */
        @WithDefault("60s")
        Duration sweepInterval();
    }
}
