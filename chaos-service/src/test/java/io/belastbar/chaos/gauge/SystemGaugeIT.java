package io.belastbar.chaos.gauge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.chaos.gauge.GaugeRepository.Faults;
import io.belastbar.chaos.gauge.GaugeRepository.GameDays;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SystemGaugeIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @Inject
    GaugeRepository gauges;

    private final String system = "s-" + UUID.randomUUID();

    @Test
    void prometheusIsToldHowTheGameDaysOfASystemEnded() {
        gameDay("PASSED", "1 day");
        gameDay("PASSED", "89 days");
        gameDay("FAILED", "2 days");
        gameDay("FAILED", "91 days");
        gameDay("ABORTED", "100 days");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(told("belastbar_chaos_game_days"))
                .containsExactlyInAnyOrder("outcome=\"PASSED\" 2.0", "outcome=\"FAILED\" 1.0"));
    }

    @Test
    void aSystemThatIsWellAgainIsToldWithNothingBrokenAndOneThatNeverWasBrokenIsNotTold() {
        fault("ENDED", "1 day");
        fault("ENDED", "91 days");

        assertThat(faults()).containsExactly(new Faults(system, 0));

        fault("ACTIVE", "1 hour");
        fault("CLEARING", "100 days");
        fault("PLANNED", "1 hour");

        assertThat(faults()).containsExactly(new Faults(system, 2));
        pool.query("UPDATE fault SET state = 'ENDED' WHERE system = '" + system + "'")
                .executeAndAwait();
    }

    @Test
    void ofTooManySystemsThoseInWhichMostIsBrokenAreToldAndTheOthersCounted() {
        fault("ENDED", "1 day");
        String late = "zzz-" + system;
        faultOf(late, "ACTIVE", "1 day");
        faultOf(late, "ACTIVE", "2 days");
        faultOf(late, "ACTIVE", "3 days");

        var all = gauges.faultsSince(Instant.EPOCH, 10_000).await().atMost(LIMIT);
        var told = gauges.faultsSince(Instant.EPOCH, 1).await().atMost(LIMIT);

        assertThat(told.lines()).containsExactly(new Faults(late, 3));
        assertThat(all.hidden()).isZero();
        assertThat(told.hidden()).isEqualTo(all.lines().size() - 1).isPositive();
        pool.query("UPDATE fault SET state = 'ENDED' WHERE system = '" + late + "'")
                .executeAndAwait();
    }

    @Test
    void ofTooManyGameDaysTheLatestAreToldAndTheOthersCounted() {
        gameDay("PASSED", "1 day");
        gameDay("FAILED", "-1 day");

        var told = gauges.gameDaysSince(Instant.EPOCH, 1).await().atMost(LIMIT);

        assertThat(told.lines()).containsExactly(new GameDays(system, "FAILED", 1));
        assertThat(told.hidden()).isPositive();
    }

    @Test
    void gameDaysOfATimeAreFoundWithoutReadingAll() {
        assertThat(pool.query("SELECT indexdef FROM pg_indexes WHERE tablename = 'game_day'").executeAndAwait().stream()
                        .map(row -> row.getString("indexdef")))
                .anyMatch(index -> index.endsWith("(planned_at)"));
    }

    private List<Faults> faults() {
        return gauges
                .faultsSince(Instant.now().minus(Duration.ofDays(90)), 10_000)
                .await()
                .atMost(LIMIT)
                .lines()
                .stream()
                .filter(one -> one.system().equals(system))
                .toList();
    }

    /** What is told of this system, without its name. */
    private List<String> told(String metric) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(metric + "{") && line.contains(system))
                .map(line -> line.substring(metric.length() + 1).replace(",system=\"" + system + "\"}", ""))
                .toList();
    }

    private void gameDay(String outcome, String ago) {
        pool.query("""
                        INSERT INTO game_day (id, system, runbook, runbook_version, runbook_sha256, variables, time_scale, unattended,
                                              started_by, planned_at, state, outcome, course)
                        VALUES (gen_random_uuid(), '%s', 'a', 1, 'x', '{}', 1, true, 'a', now() - interval '%s', 'ENDED', '%s', '{}')
                        """.formatted(system, ago, outcome)).executeAndAwait();
    }

    private void fault(String state, String ago) {
        faultOf(system, state, ago);
    }

    private void faultOf(String system, String state, String ago) {
        pool.query("""
                        INSERT INTO fault (id, system, type, target, planned_at, deadline, started_by, state, latency_ms, steps)
                        VALUES (gen_random_uuid(), '%1$s', 'insurer-latency', gen_random_uuid()::text, now() - interval '%2$s',
                                now() + interval '1 day', 'a', '%3$s', 1, 1)
                        """.formatted(system, ago, state)).executeAndAwait();
    }
}
