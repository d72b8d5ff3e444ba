package io.belastbar.loadtest.schedule;

import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Fires the schedules whose time has come, whoever stored them. What was missed in an outage is made good afterwards. */
@ApplicationScoped
public class FireSchedulesJob implements WorkHandler<Instant> {

    private static final Logger LOG = Logger.getLogger(FireSchedulesJob.class);
    private static final WorkTerms TERMS = WorkTerms.leased(
            Duration.ofMinutes(1), new RetryPolicy(3, new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30))));

    private final FireSchedule schedules;
    private final Clock clock = Clock.systemUTC();

    FireSchedulesJob(FireSchedule schedules) {
        this.schedules = schedules;
    }

    void start(@Observes StartupEvent event, Workers workers, ScheduleTimes times) {
        workers.start(times.times().work(), TERMS, this);
    }

    @Override
    public Outcome handle(HeldWork<Instant> due) {
        schedules
                .fire(due, clock.instant())
                .ifPresent(last -> LOG.infof(
                        "Schedule fired: outcome=%s runId=%s fireTime=%s detail=%s",
                        last.outcome(), last.runId(), last.fireTime(), last.detail()));
        return Outcome.DONE;
    }

    @Override
    public void givenUp(HeldWork<Instant> due, String reason) {
        schedules.refuse(due, clock.instant(), reason);
    }
}
