package io.belastbar.loadtest.schedule;

import io.belastbar.document.RefusedInput;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.schedule.Firing;
import io.belastbar.jobs.schedule.Schedules;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.catalog.Scenarios;
import io.belastbar.loadtest.catalog.StoredScenario;
import io.belastbar.loadtest.queue.EnqueueRun;
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
 * Fires schedules. The claim, the queued run and the next fire time are one transaction: whoever of the replicas has the schedule, a
 * fire time has one run, and one that breaks off is looked at again.
 */
@ApplicationScoped
public class FireSchedule {

    private static final Duration AGAIN_AFTER = Duration.ofHours(1);

    private final Pool pool;
    private final ScheduleRepository schedules;
    private final Scenarios scenarios;
    private final EnqueueRun queue;
    private final LoadtestConfig config;
    private final Schedules times;

    FireSchedule(
            Pool pool,
            ScheduleRepository schedules,
            Scenarios scenarios,
            EnqueueRun queue,
            LoadtestConfig config,
            ScheduleTimes times) {
        this.pool = pool;
        this.schedules = schedules;
        this.scenarios = scenarios;
        this.queue = queue;
        this.config = config;
        this.times = times.times();
    }

    /** Deals with a schedule whose time has come, and says what became of it; empty if it is gone. */
    Optional<Schedule.Last> fire(HeldWork<Instant> due, Instant now) {
        return Await.of(pool.withTransaction(transaction -> schedules
                .enabled(
                        transaction,
                        ScheduleKey.of(due.item()).system(),
                        ScheduleKey.of(due.item()).scenario())
                .chain(found -> found.isEmpty()
                        ? times.fired(transaction, due, null).replaceWith(Optional.empty())
                        : fire(transaction, due, found.get(), now).map(Optional::of))));
    }

    /** Looks at a schedule again later that could not be dealt with. */
    void refuse(HeldWork<Instant> due, Instant now, String reason) {
        ScheduleKey key = ScheduleKey.of(due.item());
        String detail = "Looked at again in an hour, it could not be fired: " + reason;
        Await.of(pool.withTransaction(transaction -> schedules
                .refuse(transaction, key.system(), key.scenario(), now, detail)
                .chain(() -> times.fired(transaction, due, now.plus(AGAIN_AFTER)))));
    }

    private Uni<Schedule.Last> fire(SqlConnection transaction, HeldWork<Instant> due, Schedule schedule, Instant now) {
        Firing firing = times.decide(due, schedule.settings().times(), now, config.scheduleCatchUp());
        return outcome(transaction, schedule, firing, now)
                .call(last -> schedules.fired(transaction, schedule, last))
                .call(() -> times.fired(transaction, due, firing.next()));
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
        RunRequest request = new RunRequest(
                schedule.scenario(), schedule.settings().budget(), RunRequest.WhenBusy.QUEUE, Map.of(), null);
        TestRun run = queue.prepare(scenario, request, schedule.requester(), now);
        return queue.enqueue(transaction, run, request.whenBusy())
                .replaceWith(new Schedule.Last(firing.fireTime(), Schedule.Outcome.QUEUED, firing.detail(), run.id()));
    }

    private static Schedule.Last last(Firing firing, Schedule.Outcome outcome, String detail) {
        return new Schedule.Last(firing.fireTime(), outcome, detail, null);
    }
}
