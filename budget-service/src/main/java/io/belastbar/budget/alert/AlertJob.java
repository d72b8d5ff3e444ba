package io.belastbar.budget.alert;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.budget.alert.UnseenRepository.Unseen;
import io.belastbar.budget.document.Budgets;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Holds each new value of a figure against its limits, and lets alerts follow what is promised. */
@ApplicationScoped
class AlertJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(AlertJob.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration FOLLOW_EVERY = Duration.ofSeconds(5);
    private static final WorkTerms TERMS = WorkTerms.withHeartbeat(
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            new RetryPolicy(Integer.MAX_VALUE, new BackOff(LOOK_EVERY, Duration.ofMinutes(1))));

    private final Budgets budgets;
    private final FollowBudget promises;
    private final UnseenRepository values;
    private final LookAtValues looks;
    private final Clock clock = Clock.systemUTC();
    private Instant followAt = Instant.MIN;

    AlertJob(Budgets budgets, FollowBudget promises, UnseenRepository values, LookAtValues looks) {
        this.budgets = budgets;
        this.promises = promises;
        this.values = values;
        this.looks = looks;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(workers.queue("alerts", PayloadFormat.NONE), TERMS, this);
    }

    /** The one item of the queue is due again and again: one replica looks at a time. */
    @Override
    public Outcome handle(HeldWork<Void> held) throws InterruptedException {
        if (!clock.instant().isBefore(followAt)) {
            for (var system : Await.of(budgets.systems())) {
                follow(system);
            }
            followAt = clock.instant().plus(FOLLOW_EVERY);
        }
        var some = Await.of(values.next());
        var bySeries = some.stream()
                .filter(one -> one.key() != null)
                .collect(Collectors.groupingBy(Unseen::key, LinkedHashMap::new, Collectors.toList()));
        looks.passOver(some.stream().filter(one -> one.key() == null).toList());
        var hopelessSystems = new HashSet<String>();
        for (var series : bySeries.values()) {
            var system = series.getFirst().key().system();
            // A limit that moved, perhaps just now, is held against the values that were there before it is against new
            // ones.
            if (!hopelessSystems.contains(system) && !follow(system)) {
                hopelessSystems.add(system);
            }
            QueueJob.item(() -> looks.at(series), hopeless -> passOver(series, hopeless));
        }
        return new Outcome.Again(some.isEmpty() ? LOOK_EVERY : Duration.ZERO);
    }

    /** False, with a line in the log, if that is hopeless. */
    private boolean follow(String system) throws InterruptedException {
        var followed = new AtomicBoolean(true);
        QueueJob.item(() -> promises.follow(system), hopeless -> {
            LOG.errorf(hopeless, "Alerts do not follow the budget: system=%s", system);
            followed.set(false);
        });
        return followed.get();
    }

    /** Values that cannot be judged hide no others; the next ones of their figure are tried again. */
    private void passOver(List<Unseen> series, RuntimeException hopeless) {
        LOG.errorf(
                hopeless, "A figure could not be judged: %s", series.getFirst().key());
        looks.passOver(series);
    }
}
