package io.belastbar.loadtest.schedule;

import io.belastbar.loadtest.execution.RunLoadJob;
import io.belastbar.loadtest.execution.RunStoreClient;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Fires the schedules whose time has come, whoever stored them. */
@ApplicationScoped
public class FireSchedulesJob {

    private static final Logger LOG = Logger.getLogger(FireSchedulesJob.class);
    private static final int AT_ONCE_MAX = 100;

    private final FireScheduleRepository schedules;
    private final RunStoreClient store;
    private final RunLoadJob loads;
    private final Clock clock = Clock.systemUTC();

    FireSchedulesJob(FireScheduleRepository schedules, RunStoreClient store, RunLoadJob loads) {
        this.schedules = schedules;
        this.store = store;
        this.loads = loads;
    }

    /** Sees nothing while PostgreSQL is away; what was missed then is made good afterwards. */
    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void fire() {
        for (int fired = 0; fired < AT_ONCE_MAX; fired++) {
            try {
                Optional<Schedule.Last> last =
                        store.attempt(schedules.fireNext(clock.instant())).flatMap(found -> found);
                if (last.isEmpty()) {
                    return;
                }
                tell(last.get());
            } catch (HopelessSchedule hopeless) {
                LOG.errorf(hopeless.getCause(), "Schedule not fired: %s", hopeless.due());
                store.attempt(schedules.refuse(hopeless, clock.instant()).replaceWith(true));
            }
        }
    }

    private void tell(Schedule.Last last) {
        LOG.infof(
                "Schedule fired: outcome=%s runId=%s fireTime=%s detail=%s",
                last.outcome(), last.runId(), last.fireTime(), last.detail());
        if (last.outcome() == Schedule.Outcome.QUEUED) {
            loads.wake();
        }
    }
}
