package io.belastbar.budget.measurement.prometheus;

import io.belastbar.web.problem.Conflict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** How often a system's measurements are collected. */
@ApplicationScoped
public class CollectionInterval {

    private final SourcesRepository sources;

    CollectionInterval(SourcesRepository sources) {
        this.sources = sources;
    }

    /** Empty where nothing is collected, or its document is no longer read. */
    public Uni<Optional<Duration>> of(String system) {
        return sources.of(system)
                .map(found -> found.map(CollectedSources::sources).map(MeasurementSources::every))
                .onFailure(Conflict.class)
                .recoverWithItem(Optional.empty());
    }
}
