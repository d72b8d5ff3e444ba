package io.belastbar.budget.regression;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.budget.BudgetConfig;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.regression.Change.ChangeState;
import io.belastbar.budget.series.NewsRepository;
import io.belastbar.budget.series.NewsRepository.News;
import io.belastbar.budget.series.SeriesKey;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Looks at each series that got values. Should replicas look at the same one, a change is stored once, and told of by the
 * one that stored it. What got values is forgotten only after the look, so an outage loses nothing; a series whose look fails for a reason
 * of its own is passed over until it gets the next value.
 */
@ApplicationScoped
class RegressionJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(RegressionJob.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final WorkTerms TERMS = WorkTerms.withHeartbeat(
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            new RetryPolicy(Integer.MAX_VALUE, new BackOff(LOOK_EVERY, Duration.ofMinutes(1))));

    private final NewsRepository news;
    private final ChangeRepository changes;
    private final RegressionPublisher publisher;
    private final ConfirmationJob confirmations;
    private final BudgetConfig config;
    private final MeterRegistry metrics;
    private final Clock clock = Clock.systemUTC();

    RegressionJob(
            NewsRepository news,
            ChangeRepository changes,
            RegressionPublisher publisher,
            ConfirmationJob confirmations,
            BudgetConfig config,
            MeterRegistry metrics) {
        this.news = news;
        this.changes = changes;
        this.publisher = publisher;
        this.confirmations = confirmations;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(workers.queue("regression-looks", PayloadFormat.NONE), TERMS, this);
    }

    /** The one item of the queue is due again and again: one replica looks at a time, at all that have news. */
    @Override
    public Outcome handle(HeldWork<Void> held) throws InterruptedException {
        List<News> waiting;
        do {
            waiting = Await.of(news.waiting());
            for (var one : waiting) {
                QueueJob.item(() -> look(one), hopeless -> tell(one.series(), hopeless));
                Await.of(news.forget(one));
            }
        } while (waiting.size() == NewsRepository.SERIES_MAX);
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

    private void look(News one) {
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var metric = Metric.parse(one.series().metric());
        if (metric.isEmpty() || metric.get().measure().isDemand() || one.waitsForTheDay(today)) {
            return;
        }
        look(one.series(), metric.get().measure(), now);
        if (one.collected()) {
            Await.of(news.lookedOn(one.series(), today));
        }
    }

    private void look(SeriesKey key, Measure measure, Instant now) {
        var points = Await.of(news.moments(key, now));
        var result = new SeriesLook(points, measure.dimension().unit()).against(Await.of(changes.of(key)));
        result.faded().forEach(change -> Await.of(changes.fade(change.changeId())));
        result.found().forEach(found -> take(key, found, found.shift() > 0 == measure.lowerIsBetter(), now));
    }

    private void take(SeriesKey key, SeriesLook.Found found, boolean worse, Instant now) {
        var known = found.known();
        var change = new Change(
                known.map(Change::changeId).orElseGet(() -> UUID.randomUUID().toString()),
                0,
                key,
                found.kind(),
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
        if (stored && config.confirmationRuns() && change.wantsConfirmation()) {
            Await.of(confirmations.want(change));
        }
    }
}
