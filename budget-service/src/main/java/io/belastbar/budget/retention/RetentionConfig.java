package io.belastbar.budget.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How long things are kept; the values of series have {@code belastbar.budget.measurements.retention}. What something open needs
 * is kept for as long as it is open. Documents and the audit log are never removed.
 */
@ConfigMapping(prefix = "belastbar.budget.retention")
public interface RetentionConfig {

    /** Finished runs with all that they measured, which is what an evaluation is made of: as long as it can be made again. */
    @WithDefault("90d")
    Duration runs();

    /** Evaluations, which are evidence. */
    @WithDefault("3650d")
    Duration evaluations();

    /** Escalations with their messages, since they were last seen. */
    @WithDefault("1830d")
    Duration escalations();

    /** What rules count that ask for more than one time; longer than any rule's {@code within}. */
    @WithDefault("90d")
    Duration signals();

    /** When dependencies were in trouble. */
    @WithDefault("400d")
    Duration troubles();

    /** Alerts that are not raised, since their last value. */
    @WithDefault("400d")
    Duration alerts();

    /** Changes that somebody decided about, or that faded; what is suspected or certain is open and stays. */
    @WithDefault("1830d")
    Duration changes();
}
