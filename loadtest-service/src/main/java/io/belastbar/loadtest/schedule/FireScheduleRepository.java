package io.belastbar.loadtest.schedule;

import io.belastbar.document.RefusedInput;
import io.belastbar.jobs.retry.FailureMapper;
import io.belastbar.jobs.schedule.Firing;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.catalog.Scenarios;
import io.belastbar.loadtest.catalog.StoredScenario;
import io.belastbar.loadtest.queue.EnqueueRunRepository;
import io.belastbar.loadtest.queue.RunRequest;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.web.problem.DomainFailure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Fires schedules. The claim, the queued run and the next fire time are one transaction: however many replicas look, a
 * fire time has one run, and one that breaks off is looked at again.
 */
@ApplicationScoped
public class FireScheduleRepository {

    private final Pool pool;
    private final ScheduleRepository schedules;
    private final Scenarios scenarios;
    private final EnqueueRunRepository queue;
    private final LoadtestConfig config;

    FireScheduleRepository(
            Pool pool,
            ScheduleRepository schedules,
            Scenarios scenarios,
            EnqueueRunRepository queue,
            LoadtestConfig config) {
        this.pool = pool;
        this.schedules = schedules;
        this.scenarios = scenarios;
        this.queue = queue;
        this.config = config;
    }

    /**
     * Deals with one schedule whose time has come, and says what became of it; empty if there is none. Fails with
     * {@link HopelessSchedule} where a schedule cannot be dealt with.
     */
    public Uni<Optional<Schedule.Last>> fireNext(Instant now) {
        return pool.withTransaction(transaction -> schedules
                .lockDue(transaction, now)
                .chain(due -> due.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : fire(transaction, due.get(), now).map(Optional::of)));
    }

    private Uni<Schedule.Last> fire(SqlConnection transaction, ScheduleRepository.Due due, Instant now) {
        return schedules
                .read(transaction, due)
                .chain(schedule -> fire(transaction, schedule, now))
                .onFailure(failure -> !FailureMapper.isPassing(failure))
                .transform(failure -> new HopelessSchedule(due, failure));
    }

    /** Looks at a schedule again later that could not be dealt with, so that the others have their turn. */
    Uni<Void> refuse(HopelessSchedule hopeless, Instant now) {
        String reason =
                "Looked at again in an hour, it could not be fired: " + FailureMapper.reason(hopeless.getCause());
        return schedules.refuse(hopeless.due(), now, now.plus(Duration.ofHours(1)), reason);
    }

    private Uni<Schedule.Last> fire(SqlConnection transaction, Schedule schedule, Instant now) {
        Firing firing =
                Firing.decide(schedule.settings().times(), schedule.nextFireAt(), now, config.scheduleCatchUp());
        return outcome(transaction, schedule, firing, now)
                .call(last -> schedules.fired(transaction, schedule, last, firing.next()));
    }

    private Uni<Schedule.Last> outcome(SqlConnection transaction, Schedule schedule, Firing firing, Instant now) {
        return switch (firing) {
            case Firing.Skip skip -> Uni.createFrom().item(last(skip, Schedule.Outcome.SKIPPED, skip.detail()));
            case Firing.Run run ->
                schedules
                        .lastRunWaits(transaction, schedule)
                        .chain(waits -> waits
                                ? Uni.createFrom().item(stillWaits(schedule, run))
                                : enqueue(transaction, schedule, run, now));
        };
    }

    /** It stays the last run, so that the next fire time looks at it again. */
    private static Schedule.Last stillWaits(Schedule schedule, Firing.Run run) {
        return new Schedule.Last(
                run.fireTime(),
                Schedule.Outcome.SKIPPED,
                "The run before it has not begun yet.",
                schedule.last().runId());
    }

    /** Nothing of a refused run was written: it is refused before its first statement that writes. */
    private Uni<Schedule.Last> enqueue(SqlConnection transaction, Schedule schedule, Firing.Run firing, Instant now) {
        return scenarios
                .latest(transaction, schedule.system(), schedule.scenario())
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(last(firing, Schedule.Outcome.REFUSED, "The scenario is gone."))
                        : enqueue(transaction, schedule, found.get(), firing, now))
                .onFailure(failure -> failure instanceof DomainFailure || failure instanceof RefusedInput)
                .recoverWithItem(refusal -> last(firing, Schedule.Outcome.REFUSED, refusal.getMessage()));
    }

    private Uni<Schedule.Last> enqueue(
            SqlConnection transaction, Schedule schedule, StoredScenario scenario, Firing.Run firing, Instant now) {
        RunRequest request = new RunRequest(schedule.scenario(), false, RunRequest.WhenBusy.QUEUE, Map.of());
        TestRun run = queue.prepare(scenario, request, schedule.requester(), now);
        return queue.enqueue(transaction, run, request.whenBusy())
                .replaceWith(new Schedule.Last(firing.fireTime(), Schedule.Outcome.QUEUED, firing.detail(), run.id()));
    }

    private static Schedule.Last last(Firing firing, Schedule.Outcome outcome, String detail) {
        return new Schedule.Last(firing.fireTime(), outcome, detail, null);
    }
}
