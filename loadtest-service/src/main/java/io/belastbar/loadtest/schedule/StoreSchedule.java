package io.belastbar.loadtest.schedule;

import io.belastbar.jobs.schedule.Schedules;
import io.belastbar.loadtest.catalog.Scenarios;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.problem.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Changes schedules, each change in one transaction with its audit line. */
@ApplicationScoped
public class StoreSchedule {

    /** {@code created} says whether there was none before. */
    record Stored(Schedule schedule, boolean created) {}

    private final Pool pool;
    private final ScheduleRepository schedules;
    private final Scenarios scenarios;
    private final AuditRepository audit;
    private final Schedules times;

    StoreSchedule(
            Pool pool, ScheduleRepository schedules, Scenarios scenarios, AuditRepository audit, ScheduleTimes times) {
        this.pool = pool;
        this.schedules = schedules;
        this.scenarios = scenarios;
        this.audit = audit;
        this.times = times.times();
    }

    /** Fails with {@link NotFound} if there is no such scenario. */
    Uni<Stored> store(String system, String scenario, ScheduleSettings settings, String ifMatch, String caller) {
        Instant now = Instant.now();
        return scenarios
                .latest(system, scenario)
                .invoke(found -> found.orElseThrow(() -> new NotFound("scenario", scenario)))
                .chain(() -> pool.withTransaction(transaction -> schedules
                        .lock(transaction, system, scenario)
                        .chain(current -> {
                            requireMatch(ifMatch, current);
                            Schedule.Last last = current.map(Schedule::last).orElse(null);
                            Schedule wanted = new Schedule(system, scenario, settings, now, caller, last);
                            return replace(transaction, current, wanted);
                        })));
    }

    private Uni<Stored> replace(SqlConnection transaction, Optional<Schedule> current, Schedule wanted) {
        if (current.isPresent() && current.get().settings().equals(wanted.settings())) {
            return Uni.createFrom().item(new Stored(current.get(), false));
        }
        String detail = wanted.settings().cron() + " " + wanted.settings().zone()
                + (wanted.settings().budget() ? ", with the budget" : "")
                + (wanted.settings().enabled() ? "" : ", not enabled");
        return schedules
                .store(transaction, wanted)
                .chain(() -> times.set(transaction, subject(wanted), next(wanted)))
                .chain(() -> audit.record(transaction, wanted.updatedBy(), "schedule.stored", subject(wanted), detail))
                .replaceWith(new Stored(wanted, current.isEmpty()));
    }

    /** Fails with {@link NotFound} if there is none. */
    Uni<Void> delete(String system, String scenario, String ifMatch, String caller) {
        return pool.withTransaction(transaction -> schedules
                .lock(transaction, system, scenario)
                .map(found -> {
                    Schedule schedule = found.orElseThrow(() -> new NotFound("schedule of scenario", scenario));
                    requireMatch(ifMatch, found);
                    return schedule;
                })
                .call(() -> schedules.delete(transaction, system, scenario))
                .call(schedule -> times.set(transaction, subject(schedule), Optional.empty()))
                .chain(schedule -> audit.record(
                        transaction,
                        caller,
                        "schedule.deleted",
                        subject(schedule),
                        schedule.settings().cron())));
    }

    /** Of what somebody stored, not of what became of it: a schedule that fires meanwhile is still the same. */
    static Etag etag(Schedule schedule) {
        return Etag.of(schedule.settings() + " " + schedule.updatedBy());
    }

    private static void requireMatch(String ifMatch, Optional<Schedule> current) {
        ConditionalResponses.requireMatch(
                ifMatch, current.map(StoreSchedule::etag).orElse(null));
    }

    private static Optional<Instant> next(Schedule schedule) {
        return schedule.settings().enabled()
                ? schedule.settings().times().after(schedule.updatedAt())
                : Optional.empty();
    }

    private static String subject(Schedule schedule) {
        return new ScheduleKey(schedule.system(), schedule.scenario()).item();
    }
}
