package io.belastbar.budget.measurement.prometheus;

import io.belastbar.budget.measurement.MeasurementConfig;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.prometheus.PrometheusAnswer;
import io.belastbar.prometheus.PrometheusClient;
import io.belastbar.prometheus.PrometheusSeries;
import io.belastbar.prometheus.PrometheusServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;

/** Collects the measurements of each system when they are due. */
@ApplicationScoped
class CollectionJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(CollectionJob.class);
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final Pool pool;
    private final SourcesRepository sources;
    private final CollectionRepository collections;
    private final SeriesRepository series;
    private final PrometheusClient prometheus;
    private final MeasurementConfig config;
    private final MeterRegistry metrics;
    private final Clock clock = Clock.systemUTC();

    CollectionJob(
            Pool pool,
            SourcesRepository sources,
            CollectionRepository collections,
            SeriesRepository series,
            PrometheusClient prometheus,
            MeasurementConfig config,
            MeterRegistry metrics) {
        this.pool = pool;
        this.sources = sources;
        this.collections = collections;
        this.series = series;
        this.prometheus = prometheus;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        // A system is asked for ever: what cannot be read or stored is noted as the outcome of its round.
        var retry = new RetryPolicy(Integer.MAX_VALUE, new BackOff(Duration.ofSeconds(1), RETRY));
        workers.start(
                collections.work(),
                WorkTerms.leased(config.collectionLease(), retry).endingWithLastingFailures(),
                this);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) throws InterruptedException {
        var timer = Timer.start(metrics);
        try {
            collect(held, clock.instant().truncatedTo(ChronoUnit.MICROS));
            return Outcome.DONE;
        } finally {
            timer.stop(metrics.timer("belastbar.budget.collection.duration"));
        }
    }

    /** A later configuration, document or answer may be one that can be read and stored. */
    @Override
    public void givenUp(HeldWork<Void> held, String reason) {
        LOG.warnf("Not measured: system=%s reason=%s", held.item(), reason);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var problem = new CollectionOutcome.Problem(null, reason);
        var outcome = new CollectionOutcome(now, null, 0, List.of(problem));
        Await.of(pool.withTransaction(transaction -> collections.finish(transaction, held, now.plus(RETRY), outcome)));
        count(held.item(), outcome);
    }

    private void collect(HeldWork<Void> held, Instant start) throws InterruptedException {
        var system = held.item();
        var collected = Await.of(sources.of(system));
        if (collected.isEmpty()) {
            Await.of(pool.withTransaction(transaction -> collections.stop(transaction, system)));
            return;
        }
        if (collected.get().sources() == null) {
            var outcome = new CollectionOutcome(start, null, 0, collected.get().problems());
            Await.of(pool.withTransaction(
                    transaction -> collections.finish(transaction, held, start.plus(CollectedSources.EVERY), outcome)));
            count(system, outcome);
            return;
        }
        ask(held, collected.get(), start);
    }

    private void ask(HeldWork<Void> held, CollectedSources collected, Instant start) throws InterruptedException {
        var system = held.item();
        var understood = collected.sources();
        var server = new PrometheusServer(understood.target(), understood.credentials(), config.queryTimeout());
        var round = new CollectionRound(system, understood, questions(server, start), clock, start);
        round.run(
                Await.of(collections.progress(system)),
                config.collectionLease().minus(config.queryTimeout().multipliedBy(3)));
        var outcome = round.outcome().and(collected.problems());
        Await.of(pool.withTransaction(transaction -> collections
                .finish(transaction, held, start.plus(understood.every()), outcome)
                .chain(() -> collections.advance(transaction, system, round.progress()))
                .chain(() -> series.append(transaction, round.points()))));
        count(system, outcome);
    }

    private CollectionRound.Questions questions(PrometheusServer server, Instant at) {
        return new CollectionRound.Questions() {
            @Override
            public PrometheusAnswer<Double> number(String query) throws IOException, InterruptedException {
                return prometheus.query(server, query, at);
            }

            @Override
            public PrometheusAnswer<List<PrometheusSeries>> series(
                    String query, Instant from, Instant to, Duration step) throws IOException, InterruptedException {
                return prometheus.queryRange(server, query, from, to, step);
            }
        };
    }

    private void count(String system, CollectionOutcome outcome) {
        metrics.counter("belastbar.budget.collections", "outcome", outcome.outcome())
                .increment();
        outcome.problems()
                .forEach(problem -> LOG.debugf(
                        "Not measured: system=%s measurement=%s problem=%s",
                        system, problem.measurement(), problem.problem()));
    }
}
