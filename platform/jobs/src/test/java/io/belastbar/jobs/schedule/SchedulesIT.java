package io.belastbar.jobs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SchedulesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final WorkTerms TERMS = WorkTerms.leased(
                    Duration.ofMinutes(1),
                    new RetryPolicy(3, new BackOff(Duration.ofMillis(20), Duration.ofMillis(50))))
            .places(3)
            .poll(Duration.ofMillis(50));

    @Inject
    Pool pool;

    @Inject
    Workers workers;

    private final List<Firing> fired = new CopyOnWriteArrayList<>();

    /** Half a year ago, so that the next one does not come while a test looks. */
    private final OffsetDateTime latest = OffsetDateTime.now(ZoneOffset.UTC)
            .truncatedTo(ChronoUnit.DAYS)
            .withDayOfMonth(1)
            .minusMonths(6);

    private final CronTimes yearly = CronTimes.of("0 0 1 " + latest.getMonthValue() + " *", ZoneOffset.UTC);

    @Test
    void whatWasMissedIsMadeGoodOnceAndThenWaitsForItsNextTime() {
        Schedules schedules = started(Duration.ofDays(1_000));

        set(schedules, "yearly", latest.minusYears(5));

        await().atMost(PATIENCE).until(() -> fired.size() == 1);
        await().atMost(PATIENCE).until(() -> next(schedules, "yearly").isPresent());
        assertThat(fired.getFirst()).isInstanceOfSatisfying(Firing.Run.class, run -> assertThat(run.fireTime())
                .isEqualTo(latest.toInstant()));
        assertThat(next(schedules, "yearly")).contains(latest.plusYears(1).toInstant());
    }

    @Test
    void whatWasMissedTooLongAgoIsSkippedWhereTheScheduleSaysSo() {
        Schedules schedules = started(Duration.ZERO);

        set(schedules, "yearly", latest);

        await().atMost(PATIENCE).until(() -> fired.size() == 1);
        assertThat(fired.getFirst()).isInstanceOf(Firing.Skip.class);
    }

    @Test
    void aScheduleThatIsTakenBackDoesNotFire() {
        Schedules schedules = started(Duration.ofDays(1_000));
        set(schedules, "never", latest.plusYears(1));

        Await.of(pool.withTransaction(tx -> schedules.set(tx, "never", Optional.empty())));
        set(schedules, "now", latest);

        await().atMost(PATIENCE).until(() -> fired.size() == 1);
        assertThat(next(schedules, "never")).isEmpty();
    }

    private Schedules started(Duration catchUp) {
        Schedules schedules = new Schedules(workers, "schedules-" + UUID.randomUUID());
        workers.start(schedules.work(), TERMS, held -> {
            Firing firing = schedules.decide(held, yearly, Instant.now(), catchUp);
            Await.of(pool.withTransaction(tx -> schedules.fired(tx, held, firing.next())));
            fired.add(firing);
            return Outcome.DONE;
        });
        return schedules;
    }

    private void set(Schedules schedules, String name, OffsetDateTime next) {
        Await.of(pool.withTransaction(tx -> schedules.set(tx, name, Optional.of(next.toInstant()))));
    }

    private Optional<Instant> next(Schedules schedules, String name) {
        return Await.of(pool.preparedQuery(
                                "SELECT due_at FROM leased_work WHERE queue = $1 AND item = $2 AND lease IS NULL")
                        .execute(Tuple.of(schedules.work().queue(), name)))
                .stream()
                .findFirst()
                .map(row -> row.getOffsetDateTime(0))
                .map(OffsetDateTime::toInstant);
    }
}
