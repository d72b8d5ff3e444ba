package io.belastbar.budget.regression;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.budget.BudgetConfig;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.regression.Change.ChangeState;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Looks at each series that got values. Should replicas look at the same one, a change is stored once, and told of by the
 * one that stored it. Nothing is lost in an outage: the next look begins where the last one ended.
 */
@ApplicationScoped
class RegressionJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(RegressionJob.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final WorkTerms TERMS = WorkTerms.withHeartbeat(
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            new RetryPolicy(Integer.MAX_VALUE, new BackOff(LOOK_EVERY, Duration.ofMinutes(1))));
    private static final Duration HISTORY = Duration.ofDays(400);
    private static final int VALUES_MAX = 400;

    private final SeriesRepository series;
    private final ChangeRepository changes;
    private final RegressionPublisher publisher;
    private final ConfirmationRunClient confirmations;
    private final BudgetConfig config;
    private final MeterRegistry metrics;
    private final Clock clock = Clock.systemUTC();

    RegressionJob(
            SeriesRepository series,
            ChangeRepository changes,
            RegressionPublisher publisher,
            ConfirmationRunClient confirmations,
            BudgetConfig config,
            MeterRegistry metrics) {
        this.series = series;
        this.changes = changes;
        this.publisher = publisher;
        this.confirmations = confirmations;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(workers.queue("regression-looks", PayloadFormat.NONE), TERMS, this);
    }

    /** The one item of the queue is due again and again: one replica looks at a time. */
    @Override
    public Outcome handle(HeldWork<Void> held) throws InterruptedException {
        var news = Await.of(changes.newValues());
        for (var key : news.series()) {
            QueueJob.item(() -> look(key), hopeless -> tell(key, hopeless));
        }
        if (!news.series().isEmpty()) {
            Await.of(changes.lookedUpTo(news.upTo()));
        }
        return new Outcome.Again(LOOK_EVERY);
    }

    private static void tell(SeriesKey key, RuntimeException hopeless) {
        LOG.errorf(
                hopeless,
                "A series could not be looked at: system=%s subject=%s metric=%s",
                key.system(),
                key.subject().text(),
                key.metric());
    }

    private void look(SeriesKey key) {
        var metric = Metric.parse(key.metric());
        if (metric.isEmpty() || metric.get().measure().isDemand()) {
            return;
        }
        var now = clock.instant();
        var points = newest(
                SeriesLook.perMoment(Await.of(series.points(key, now.minus(HISTORY), now.plus(Duration.ofDays(1))))));
        var unit = metric.get().measure().dimension().unit();
        var result = new SeriesLook(points, unit).against(Await.of(changes.of(key)));
        var lowerIsBetter = metric.get().measure().lowerIsBetter();
        result.found().forEach(found -> take(key, found, found.shift() > 0 == lowerIsBetter, now));
        result.faded().forEach(change -> Await.of(changes.fade(change.changeId())));
    }

    private static List<SeriesPoint> newest(List<SeriesPoint> points) {
        return points.subList(Math.max(0, points.size() - VALUES_MAX), points.size());
    }

    private void take(SeriesKey key, SeriesLook.Found found, boolean worse, Instant now) {
        var known = found.known();
        var change = new Change(
                known.map(Change::changeId).orElseGet(() -> UUID.randomUUID().toString()),
                0,
                key,
                found.at(),
                found.certain() ? ChangeState.CERTAIN : ChangeState.SUSPECTED,
                worse,
                found.explanation(),
                known.map(Change::detectedAt).orElse(now),
                known.map(Change::confirmationRun).orElse(null),
                null,
                null,
                null);
        var stored =
                known.isPresent() ? Await.of(publisher.publishUpdate(change)) : Await.of(publisher.publishNew(change));
        if (stored && (known.isEmpty() || change.state() == ChangeState.CERTAIN)) {
            metrics.counter(
                            "belastbar.budget.changes",
                            "state",
                            change.state().name(),
                            "direction",
                            worse ? "worse" : "better")
                    .increment();
            LOG.infof(
                    "Change found: system=%s subject=%s metric=%s state=%s worse=%s",
                    key.system(), key.subject().text(), key.metric(), change.state(), worse);
        }
        if (stored && wantsConfirmation(change)) {
            confirmations.order(change).ifPresent(run -> Await.of(changes.orderConfirmation(change.changeId(), run)));
        }
    }

    /** Only a suspicion among runs, and only once. */
    private boolean wantsConfirmation(Change change) {
        return config.confirmationRuns()
                && change.worse()
                && change.state() == ChangeState.SUSPECTED
                && change.confirmationRun() == null
                && !change.series().scenario().isEmpty();
    }
}
