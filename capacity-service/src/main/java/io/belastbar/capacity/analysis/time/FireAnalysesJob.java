package io.belastbar.capacity.analysis.time;

import io.belastbar.capacity.CapacityConfig;
import io.belastbar.capacity.analysis.AnalysisOrder;
import io.belastbar.capacity.analysis.run.AnalysisQueue;
import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.schedule.CronTimes;
import io.belastbar.jobs.schedule.Firing;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/** Orders the analysis of a system whose time has come: order and next time are one transaction, so a fire time has one. */
@ApplicationScoped
public class FireAnalysesJob implements WorkHandler<Instant> {
    private static final Logger LOG = Logger.getLogger(FireAnalysesJob.class);
    // What cannot be ordered now is ordered when PostgreSQL is well again: the next time depends on it.
    private static final WorkTerms TERMS = WorkTerms.leased(
            Duration.ofMinutes(1),
            new RetryPolicy(Integer.MAX_VALUE, new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5))));

    private final Pool pool;
    private final AnalysisTimes times;
    private final AnalysisQueue queue;
    private final HistoryRepository history;
    private final CapacityConfig config;
    private final Clock clock = Clock.systemUTC();

    FireAnalysesJob(
            Pool pool, AnalysisTimes times, AnalysisQueue queue, HistoryRepository history, CapacityConfig config) {
        this.pool = pool;
        this.times = times;
        this.queue = queue;
        this.history = history;
        this.config = config;
    }

    void start(@Observes StartupEvent event, Workers workers) {
        workers.start(times.schedules().work(), TERMS, this);
    }

    @Override
    public Outcome handle(HeldWork<Instant> due) {
        if (Await.of(history.list(due.item())).isEmpty()) {
            Await.of(pool.withTransaction(tx -> times.schedules().fired(tx, due, null)));
            return Outcome.DONE;
        }
        CronTimes cron = Await.of(times.of(due.item()));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Firing firing = times.schedules().decide(due, cron, now, config.analysisCatchUp());
        Await.of(pool.withTransaction(tx ->
                order(tx, due.item(), firing, now).chain(() -> times.schedules().fired(tx, due, firing.next()))));
        return Outcome.DONE;
    }

    private Uni<Boolean> order(SqlConnection tx, String system, Firing firing, Instant now) {
        LOG.infof("Daily capacity analysis: system=%s fireTime=%s", system, firing.fireTime());
        return switch (firing) {
            case Firing.Run run -> queue.order(tx, AnalysisOrder.scheduled(system, run.fireTime(), now));
            case Firing.Skip skip -> Uni.createFrom().item(false);
        };
    }
}
