package io.belastbar.capacity.analysis.time;

import io.belastbar.capacity.CapacityConfig;
import io.belastbar.capacity.analysis.AnalysisRepository;
import io.belastbar.capacity.projection.ProjectionRepository;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Forgets past projections and analyses that nobody compares with any more. */
@ApplicationScoped
class RetentionJob implements WorkHandler<Void> {
    private static final Duration EVERY = Duration.ofHours(6);
    private static final WorkTerms TERMS = WorkTerms.withHeartbeat(
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5),
                    new RetryPolicy(Integer.MAX_VALUE, new BackOff(Duration.ofMinutes(1), EVERY)))
            .poll(Duration.ofMinutes(1));

    private final ProjectionRepository projections;
    private final AnalysisRepository analyses;
    private final CapacityConfig config;
    private final Clock clock = Clock.systemUTC();

    RetentionJob(ProjectionRepository projections, AnalysisRepository analyses, CapacityConfig config) {
        this.projections = projections;
        this.analyses = analyses;
        this.config = config;
    }

    void start(@Observes StartupEvent event, Workers workers) {
        workers.start(workers.queue("projection-retention", PayloadFormat.NONE), TERMS, this);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) {
        Instant before = clock.instant().minus(config.projectionsKept());
        Await.of(projections.forget(before));
        Await.of(analyses.forget(before));
        return new Outcome.Again(EVERY);
    }
}
