package io.belastbar.loadtest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.belastbar.loadtest.ScriptedTarget;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In each queue: what can never succeed stands first, and what stands behind it is done. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class PoisonIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SHORT = "[ { duration: 0s, target: 1 }, { duration: 1s, target: 1 } ]";

    @Inject
    Pool pool;

    private final String poison = "p-" + UUID.randomUUID().toString().substring(0, 8);
    private final String good = "g-" + UUID.randomUUID().toString().substring(0, 8);
    private final List<String> refusals = new ArrayList<>();

    @AfterEach
    void letAllIn() {
        refusals.forEach(table -> sql("ALTER TABLE " + table + " DROP CONSTRAINT test_refusal"));
    }

    @Test
    void runsBehindOnesThatCannotBeStartedAreStarted() {
        refuse("test_run", "state <> 'RUNNING' OR target <> 'refused'");
        List.of(poison, good).forEach(system -> LoadtestApi.store(system, "it-target", SHORT));

        String unreadable = queued("it-target", "[]");
        String refused = queued("refused", "{}");
        String well = LoadtestApi.started(good);

        LoadtestApi.finished(well);
        awaitText("SELECT verdict FROM test_run WHERE id = '" + unreadable + "'", "ABORTED");
        awaitText("SELECT verdict FROM test_run WHERE id = '" + refused + "'", "ABORTED");
        assertThat(text("SELECT reasons::text FROM test_run WHERE id = '" + refused + "'"))
                .contains("test_refusal", "23514");
    }

    @Test
    void aRunWhoseResultIsRefusedEndsWithTheReason() {
        refuse("endpoint_result", "tag <> 'GET_refused'");
        LoadtestApi.as("engineer")
                .contentType("application/yaml")
                .body(LoadtestApi.scenario("it-target", SHORT)
                        .replace("GET_employees", "GET_refused")
                        .getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/" + poison + "/scenarios/it")
                .then()
                .statusCode(201);

        String first = LoadtestApi.started(poison);
        String second = LoadtestApi.started(poison);

        LoadtestApi.finished(first).then().body("verdict", equalTo("ABORTED"));
        LoadtestApi.finished(second).then().body("verdict", equalTo("ABORTED"));
        assertThat(LoadtestApi.as("viewer").get(first).asString()).contains("test_refusal", "23514");
    }

    /** A value that is refused for what it is (class 22), wherever it is to be stored; the next run of its system begins. */
    @ParameterizedTest
    @ValueSource(strings = {"run_result", "run_second", "run_progress", "run_cell", "endpoint_result"})
    void aRunOfWhichAValueIsRefusedEndsAndTheNextBegins(String table) {
        refuse(table, "('no number ' || run_id)::int > 0");
        LoadtestApi.store(poison, "it-target", SHORT);

        String first = LoadtestApi.started(poison);
        String second = LoadtestApi.started(poison);

        LoadtestApi.finished(first).then().body("verdict", equalTo("ABORTED"));
        LoadtestApi.finished(second).then().body("verdict", equalTo("ABORTED"));
    }

    @Test
    void schedulesBehindOnesThatCannotBeFiredAreFired() {
        refuse("test_run", "requested_by <> 'schedule:refused'");
        List.of(poison, good).forEach(system -> LoadtestApi.store(system, "it-target", SHORT));
        LoadtestApi.store(poison + "-2", "it-target", SHORT);

        sql("""
                INSERT INTO schedule (system, scenario, cron, time_zone, enabled, updated_at, updated_by)
                VALUES ('%s', 'it', '0 3 * * *', 'Nowhere/Nope', true, now(), 'x'),
                       ('%s-2', 'it', '0 3 * * *', 'UTC', true, now(), 'refused'),
                       ('%s', 'it', '0 3 * * *', 'UTC', true, now(), 'x')
                """.formatted(poison, poison, good));
        sql("""
                INSERT INTO leased_work (queue, item, payload, due_at)
                VALUES ('load-schedules', '%s/it', '%s', now() - interval '3 min'),
                       ('load-schedules', '%s-2/it', '%s', now() - interval '2 min'),
                       ('load-schedules', '%s/it', '%s', now() - interval '1 min')
                """.formatted(poison, Instant.now(), poison, Instant.now(), good, Instant.now()));

        awaitText("SELECT last_outcome FROM schedule WHERE system = '" + good + "'", "QUEUED");
        for (String refused : List.of(poison, poison + "-2")) {
            awaitText("SELECT last_outcome FROM schedule WHERE system = '" + refused + "'", "REFUSED");
            awaitText("SELECT (due_at > now())::text FROM leased_work WHERE item = '" + refused + "/it'", "true");
        }
        assertThat(text("SELECT last_detail FROM schedule WHERE system = '" + poison + "'"))
                .contains("Nowhere/Nope");
        assertThat(text("SELECT last_detail FROM schedule WHERE system = '" + poison + "-2'"))
                .contains("test_refusal");
        sql("DELETE FROM schedule WHERE system IN ('%s', '%s-2', '%s')".formatted(poison, poison, good));
    }

    private void refuse(String table, String check) {
        sql("ALTER TABLE " + table + " ADD CONSTRAINT test_refusal CHECK (" + check + ") NOT VALID");
        refusals.add(table);
    }

    private String queued(String target, String labels) {
        String id = UUID.randomUUID().toString();
        sql("""
                INSERT INTO test_run (id, system, scenario, scenario_version, target, state, requested_at, requested_by,
                                      planned_duration_ms, max_virtual_users, parallel, budget, labels)
                VALUES ('%s', '%s', 'it', 1, '%s', 'QUEUED', now(), 'test', 1000, 1, true, false, '%s')
                """.formatted(id, poison, target, labels));
        RunRows.waits(pool, UUID.fromString(id), null);
        return id;
    }

    private void awaitText(String query, String expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(query)).isEqualTo(expected));
    }

    private String text(String query) {
        var rows = pool.query(query).execute().await().atMost(PATIENCE).iterator();
        return rows.hasNext() ? rows.next().getString(0) : null;
    }

    private void sql(String statement) {
        pool.query(statement).execute().await().atMost(PATIENCE);
    }
}
