package io.belastbar.capacity.analysis.time;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.schedule.CronTimes;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sees to it that each system that has series is analysed daily. A system that has a time keeps it. */
@ApplicationScoped
class AnalysedSystemsJob implements WorkHandler<Void> {
    private static final Duration LOOK_EVERY = Duration.ofMinutes(5);
    private static final WorkTerms TERMS = WorkTerms.leased(
            Duration.ofMinutes(5), new RetryPolicy(Integer.MAX_VALUE, new BackOff(Duration.ofSeconds(5), LOOK_EVERY)));

    private final Pool pool;
    private final HistoryRepository history;
    private final AnalysisTimes times;
    private final Clock clock = Clock.systemUTC();

    AnalysedSystemsJob(Pool pool, HistoryRepository history, AnalysisTimes times) {
        this.pool = pool;
        this.history = history;
        this.times = times;
    }

    void start(@Observes StartupEvent event, Workers workers) {
        workers.start(workers.queue("capacity-analysis-systems", PayloadFormat.NONE), TERMS, this);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) {
        Await.of(history.systems()).forEach(this::plan);
        return new Outcome.Again(LOOK_EVERY);
    }

    private void plan(String system) {
        CronTimes cron = Await.of(times.of(system));
        LeasedWork<Instant> work = times.schedules().work();
        Optional<Instant> next = cron.after(clock.instant());
        next.ifPresent(at -> Await.of(pool.withTransaction(tx -> work.enqueue(tx, system, at, at))));
    }
}
