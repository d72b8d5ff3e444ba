package io.belastbar.budget.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RetentionIT {

    @Inject
    RetentionJob retention;

    @Inject
    SeriesRepository series;

    @Inject
    Pool pool;

    private final String system = "s-" + UUID.randomUUID();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @Test
    void valuesAreRemovedWhenTheyAreTooOldHoweverMany() throws InterruptedException {
        var keys =
                IntStream.range(0, 3).mapToObj(i -> key("s" + i, "target_size")).toList();
        var old = now.minus(Duration.ofDays(401));
        List<Entry<SeriesKey, SeriesPoint>> values = IntStream.range(0, 12_001)
                .mapToObj(i -> Map.entry(keys.get(i % 2), posted(old.minusSeconds(i), i)))
                .toList();
        await(series.append(pool, values));
        await(series.append(pool, keys.get(0), posted(now.minus(Duration.ofDays(399)), 2)));
        await(series.append(pool, keys.get(2), posted(now, 3)));

        retention.purge(now);

        assertThat(keys.stream().map(this::values)).containsExactly(List.of(2.0), List.of(), List.of(3.0));
        assertThat(await(series.keys(system))).containsExactly(keys.get(0), keys.get(2));
    }

    @Test
    void seriesOfABranchGoesWithItsLastValue() throws InterruptedException {
        var gone = key("a", "target_size", "feature/old");
        var stays = key("a", "target_size", "feature/new");
        await(series.append(pool, gone, posted(now.minus(Duration.ofDays(401)), 1)));
        await(series.append(pool, stays, posted(now, 1)));

        retention.purge(now);

        assertThat(texts("SELECT branch FROM series WHERE system = '" + system + "'"))
                .containsExactly("feature/new");
        assertThat(await(series.append(pool, gone, posted(now, 2)))).isEqualTo(1);
    }

    @Test
    void runsAndEvaluationsAreRemovedEachAtItsOwnAge() throws InterruptedException {
        sql("""
                INSERT INTO run_to_evaluate (run_id, system, state, run, noted_at)
                SELECT '%1$s-' || state || days, '%1$s', state, '{}', now() - days * interval '1 day'
                  FROM (VALUES ('DONE'), ('NO_BUDGET'), ('FAILED'), ('PENDING')) AS states (state),
                       (VALUES (91), (89)) AS ages (days)""".formatted(system));
        sql("""
                INSERT INTO evaluation (evaluation_id, run_id, system, scenario, budget_version, run_verdict, verdict, passed,
                       warned, failed, inconclusive, no_data, evaluated_at, report)
                SELECT gen_random_uuid(), '%1$s-' || days, '%1$s', 's', 1, 'PASSED', 'PASS', 1, 0, 0, 0, 0,
                       now() - days * interval '1 day', '{"objectives": []}'
                  FROM (VALUES (91), (3649), (3651)) AS ages (days)""".formatted(system));

        retention.purge(now);

        assertThat(texts("SELECT run_id FROM run_to_evaluate WHERE system = '" + system + "'"))
                .containsExactlyInAnyOrder(
                        system + "-DONE89",
                        system + "-NO_BUDGET89",
                        system + "-FAILED89",
                        system + "-PENDING89",
                        system + "-PENDING91");
        assertThat(texts("SELECT run_id FROM evaluation WHERE system = '" + system + "'"))
                .containsExactlyInAnyOrder(system + "-91", system + "-3649");
    }

    @Test
    void escalationsAreRemovedWithTheirMessagesUnlessTheyAreOpen() throws InterruptedException {
        escalation("old", 1831);
        escalation("young", 1829);
        escalation("sending", 1831);
        escalation("reminding", 1831);
        delivery("old", "DELIVERED");
        delivery("sending", "DELIVERED");
        delivery("sending", "PENDING");
        sql("""
                INSERT INTO leased_work (queue, item, due_at)
                SELECT 'reminders', escalation_id::text, now() + interval '1 day'
                  FROM escalation WHERE system = '%s' AND rule = 'reminding'""".formatted(system));
        sql("""
                INSERT INTO escalation_signal (system, rule, fingerprint, at)
                SELECT '%s', 'r' || days, 'f', now() - days * interval '1 day' FROM (VALUES (91), (89)) AS ages (days)""".formatted(system));

        retention.purge(now);

        assertThat(texts("SELECT rule FROM escalation WHERE system = '" + system + "'"))
                .containsExactlyInAnyOrder("young", "sending", "reminding");
        assertThat(texts("""
                        SELECT rule || ' ' || state FROM escalation JOIN escalation_delivery USING (escalation_id)
                         WHERE system = '%s'""".formatted(system))).containsExactlyInAnyOrder("sending DELIVERED", "sending PENDING");
        assertThat(texts("SELECT rule FROM escalation_signal WHERE system = '" + system + "'"))
                .containsExactly("r89");
    }

    @Test
    void troublesAndAlertsAreRemovedUnlessTheyAreRaised() throws InterruptedException {
        sql("""
                INSERT INTO dependency_trouble (cause, name, source, from_at, to_at)
                SELECT 'SLOW', '%s', 'd' || days, now() - interval '500 days', now() - days * interval '1 day'
                  FROM (VALUES (401), (399)) AS ages (days)""".formatted(system));
        sql("""
                INSERT INTO alert (system, subject_kind, service, subject, metric, scenario, limit_text, status, value, seen_at,
                                   changed_at)
                SELECT '%s', 'CACHE', '', status || days, 'm', '', 'l', status, 1, now() - days * interval '1 day', now()
                  FROM (VALUES ('OK'), ('WARNING')) AS states (status), (VALUES (401), (399)) AS ages (days)""".formatted(system));

        retention.purge(now);

        assertThat(texts("SELECT source FROM dependency_trouble WHERE name = '" + system + "'"))
                .containsExactly("d399");
        assertThat(texts("SELECT subject FROM alert WHERE system = '" + system + "'"))
                .containsExactlyInAnyOrder("OK399", "WARNING401", "WARNING399");
    }

    @Test
    void theNewestValueOfEverySeriesIsFound() {
        var keys = IntStream.range(0, 30)
                .mapToObj(i -> key(
                        "subject-" + i % 10, i % 3 == 0 ? "target_size" : i % 3 == 1 ? "target_lag" : "target_count"))
                .toList();
        keys.forEach(key -> IntStream.range(0, 5)
                .forEach(age -> await(series.append(pool, key, posted(now.minusSeconds(age), 5 - age)))));

        var latest = await(series.latest(system));

        assertThat(latest).extracting(LatestPoint::key).containsExactlyInAnyOrderElementsOf(List.copyOf(keys));
        assertThat(latest).allSatisfy(point -> assertThat(point.point().value()).isEqualTo(5));
    }

    private void escalation(String rule, int days) {
        sql("""
                INSERT INTO escalation (escalation_id, system, rule, to_role, fingerprint, number, severity, component, title,
                       reason, reason_german, last_seen_at)
                VALUES (gen_random_uuid(), '%s', '%s', 'o', 'f', 'PE-1', 'HIGH', 'c', 't', 'r', 'r',
                        now() - %d * interval '1 day')""".formatted(system, rule, days));
    }

    private void delivery(String rule, String state) {
        sql("""
                INSERT INTO escalation_delivery (delivery_id, escalation_id, channel, name, repeat, state, due_at)
                SELECT gen_random_uuid(), escalation_id, 'WEBHOOK', 'n', 0, '%s', now()
                  FROM escalation WHERE system = '%s' AND rule = '%s'""".formatted(state, system, rule));
    }

    private SeriesKey key(String subject, String metric) {
        return key(subject, metric, SeriesKey.MAIN);
    }

    private SeriesKey key(String subject, String metric, String branch) {
        return new SeriesKey(
                system,
                Subject.of(SubjectKind.RESOURCE, subject),
                metric,
                SeriesKey.MEASURED,
                branch,
                SeriesKey.DEFAULT_TESTBED);
    }

    private List<Double> values(SeriesKey key) {
        return await(series.points(key, Instant.EPOCH, now)).stream()
                .map(SeriesPoint::value)
                .toList();
    }

    private static SeriesPoint posted(Instant at, double value) {
        return new SeriesPoint(at, value, 1, SeriesPoint.POSTED, null, Map.of());
    }

    private void sql(String statement) {
        await(pool.query(statement).execute());
    }

    private List<String> texts(String query) {
        return await(pool.query(query).execute()).stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(60));
    }
}
