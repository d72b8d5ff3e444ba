package io.belastbar.capacity.limit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The limits of a system's metrics, from its plan, its baselines and the catalogue of known metrics. */
@ApplicationScoped
public class LimitsOfSystem {

    /** All that are known, whether or not a series stands behind them. */
    public Uni<List<MetricLimit>> of(String system) {
        throw new UnsupportedOperationException("not yet: " + system);
    }
}
