package io.belastbar.budget.measurement.prometheus;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.budget.measurement.MeasurementConfig;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.jobs.retry.FailureMapper;
import io.belastbar.prometheus.PrometheusClient;
import io.belastbar.prometheus.PrometheusServer;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.Reading;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Collects the measurements of each system when they are due. A system is held by a lease in the database, so that
 * replicas share the work and a dead worker's system is taken up again.
 */
@ApplicationScoped
class CollectionJob {

    private static final Logger LOG = Logger.getLogger(CollectionJob.class);
    private static final Duration DATABASE_WAIT_MAX = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final Pool pool;
    private final DocumentRepository documents;
    private final MeasurementSourcesKind kind;
    private final CollectionRepository collections;
    private final SeriesRepository series;
    private final PrometheusClient prometheus;
    private final MeasurementConfig config;
    private final MeterRegistry metrics;
    private final Clock clock = Clock.systemUTC();
    // A system that was held in an outage is taken up again when its lease ends.
    private final QueueJob queue = new QueueJob(LOG, "Measurements");

    CollectionJob(
            Pool pool,
            DocumentRepository documents,
            MeasurementSourcesKind kind,
            CollectionRepository collections,
            SeriesRepository series,
            PrometheusClient prometheus,
            MeasurementConfig config,
            MeterRegistry metrics) {
        this.pool = pool;
        this.documents = documents;
        this.kind = kind;
        this.collections = collections;
        this.series = series;
        this.prometheus = prometheus;
        this.config = config;
        this.metrics = metrics;
    }

    /** Collects for every system that is due. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void collectDue() {
        queue.round(() -> {
            for (var due = claim(); due.isPresent(); due = claim()) {
                var system = due.get();
                var timer = Timer.start(metrics);
                var start = clock.instant().truncatedTo(ChronoUnit.MICROS);
                QueueJob.item(() -> collect(system, start), notNow -> postpone(system, start, notNow));
                timer.stop(metrics.timer("belastbar.budget.collection.duration"));
            }
        });
    }

    private Optional<String> claim() {
        return await(collections.claim(config.collectionLease()));
    }

    private void collect(String system, Instant start) throws InterruptedException {
        var stored = await(documents.inForce(kind.id(), system, kind.id(), DocumentRepository.NEWEST))
                .orElseThrow();
        var understood = Reading.of(kind, stored).orThrow();
        var server = new PrometheusServer(understood.target(), understood.credentials(), config.queryTimeout());
        var round =
                new CollectionRound(system, understood, query -> prometheus.query(server, query, start), clock, start);
        round.run(config.collectionLease().minus(config.queryTimeout().multipliedBy(3)));
        store(system, round, untilNext(understood.every(), start));
    }

    /** A later configuration, document or answer may be one that can be read and stored. */
    private void postpone(String system, Instant start, RuntimeException notNow) {
        LOG.warnf("Not measured: system=%s reason=%s", system, notNow);
        var problem = new CollectionOutcome.Problem(null, FailureMapper.reason(notNow));
        finish(system, RETRY, new CollectionOutcome(start, null, 0, List.of(problem)));
    }

    private void store(String system, CollectionRound round, Duration delay) {
        await(pool.withTransaction(transaction -> series.append(transaction, round.points())
                .chain(() -> collections.finish(transaction, system, delay, round.outcome()))));
        count(system, round.outcome());
    }

    private void finish(String system, Duration delay, CollectionOutcome outcome) {
        await(pool.withTransaction(transaction -> collections.finish(transaction, system, delay, outcome)));
        count(system, outcome);
    }

    private void count(String system, CollectionOutcome outcome) {
        metrics.counter("belastbar.budget.collections", "outcome", outcome.outcome())
                .increment();
        outcome.problems()
                .forEach(problem -> LOG.debugf(
                        "Not measured: system=%s measurement=%s problem=%s",
                        system, problem.measurement(), problem.problem()));
    }

    private Duration untilNext(Duration every, Instant start) {
        var rest = every.minus(Duration.between(start, clock.instant()));
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(DATABASE_WAIT_MAX);
    }
}
