package io.belastbar.budget.measurement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The configuration of measurements. */
@ConfigMapping(prefix = "belastbar.budget.measurements")
public interface MeasurementConfig {

    /** How long the values of every series are kept, whether from runs or measurements. */
    @WithDefault("400d")
    Duration retention();

    /** How long a Prometheus server may take for one query. */
    @WithDefault("5s")
    Duration queryTimeout();

    /** How long a replica may take to collect the measurements of a system before another takes them over. */
    @WithDefault("60s")
    Duration collectionLease();
}
