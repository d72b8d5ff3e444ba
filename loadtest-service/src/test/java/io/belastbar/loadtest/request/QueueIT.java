package io.belastbar.loadtest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.LeasedWorkRepository;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.loadtest.ScriptedTarget;
import io.belastbar.loadtest.run.RunEnd;
import io.belastbar.loadtest.run.RunJournal;
import io.belastbar.loadtest.run.RunOutcome;
import io.belastbar.loadtest.run.RunQueue;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.Unstored;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Queues on real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class QueueIT {

    private static final String LONG = "[ { duration: 0s, target: 1 }, { duration: 300s, target: 1 } ]";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RUNS = 12;
    // Each listens on a connection of the one pool.
    private static final int REPLICAS = 3;
    private static final WorkTerms TERMS = WorkTerms.leased(
            Duration.ofMinutes(5), new RetryPolicy(3, new BackOff(Duration.ofMillis(20), Duration.ofMillis(50))));

    @Inject
    Pool pool;

    @Inject
    RunJournal journal;

    @Inject
    RunQueue order;

    @Inject
    LeasedWorkRepository rows;

    @Test
    void aRunWaitsBehindTheRunsOfItsSystemInTheirOrder() {
        LoadtestApi.store("queue", "it-target", LONG);
        String first = LoadtestApi.started("queue");
        LoadtestApi.in(first, "RUNNING");

        String second = LoadtestApi.started("queue");
        String third = LoadtestApi.start("queue", UUID.randomUUID().toString())
                .then()
                .statusCode(202)
                .body("state", equalTo("QUEUED"))
                .body("queuePosition", equalTo(2))
                .extract()
                .header("Location");

        LoadtestApi.as("viewer").get(first).then().body("queuePosition", nullValue());
        LoadtestApi.as("viewer").get(second).then().body("queuePosition", equalTo(1));
        LoadtestApi.as("viewer")
                .get("/api/v1/systems/queue/test-runs")
                .then()
                .body("items[0].queuePosition", equalTo(2))
                .body("items[1].queuePosition", equalTo(1))
                .body("items[2].queuePosition", nullValue());
        LoadtestApi.as("engineer").delete(second).then().statusCode(200).body("verdict", equalTo("ABORTED"));
        LoadtestApi.as("viewer").get(third).then().body("queuePosition", equalTo(1));
        LoadtestApi.as("engineer").delete(first);
        LoadtestApi.in(third, "RUNNING");
        LoadtestApi.as("engineer").delete(third);
        LoadtestApi.finished(third);
    }

    @Test
    void whoWouldNotWaitIsRefusedAndSoIsWhoeverMeetsAFullQueue() {
        LoadtestApi.store("full", "it-target", LONG);
        List<String> runs = new ArrayList<>(List.of(LoadtestApi.started("full")));
        LoadtestApi.in(runs.getFirst(), "RUNNING");

        requested("full", "{\"scenario\":\"it\",\"whenBusy\":\"reject\"}")
                .then()
                .statusCode(409)
                .body("detail", equalTo("system full has an active test run"));
        for (int queued = 1; queued <= 3; queued++) {
            runs.add(LoadtestApi.started("full"));
        }
        requested("full", "{\"scenario\":\"it\"}")
                .then()
                .statusCode(409)
                .body("detail", containsString("the limit is 3 (belastbar.loadtest.max-queued-runs)"));

        runs.reversed().forEach(run -> LoadtestApi.as("engineer").delete(run));
        runs.forEach(LoadtestApi::finished);
    }

    @Test
    void runsThatMayRunInParallelDoNotWaitForEachOther() {
        LoadtestApi.as("engineer")
                .contentType("application/yaml")
                .body((LoadtestApi.scenario("it-target", LONG) + "parallel: true\n").getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/beside/scenarios/it")
                .then()
                .statusCode(201);

        String one = LoadtestApi.started("beside");
        String other = LoadtestApi.started("beside");

        LoadtestApi.in(one, "RUNNING");
        LoadtestApi.in(other, "RUNNING");
        LoadtestApi.as("viewer").get(one).then().body("state", equalTo("RUNNING"));
        for (String run : List.of(one, other)) {
            LoadtestApi.as("engineer").delete(run);
            LoadtestApi.finished(run);
        }
    }

    @Test
    void replicasThatTakeRunsAtOnceNeverRunTwoOfASystemAndKeepTheOrder() throws Exception {
        List<String> occupying = occupyThisInstance();
        LoadtestApi.store("replicas", "it-target", LONG);
        List<UUID> queued = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            queued.add(insert("replicas", Instant.now(), "it"));
        }

        Queue<Turn> turns = new ConcurrentLinkedQueue<>();
        List<Workers> replicas = Stream.generate(() -> new Workers(rows, pool, new SimpleMeterRegistry()))
                .limit(REPLICAS)
                .toList();
        replicas.forEach(replica -> replica.start(order.work(), TERMS, held -> takeTurn(held, turns)));
        await().atMost(PATIENCE).until(() -> turns.size() == RUNS);
        for (Workers replica : replicas) {
            replica.stop();
        }

        List<Turn> inTime = turns.stream()
                .sorted(Comparator.comparingLong(Turn::beganNanos))
                .toList();
        assertThat(inTime).extracting(Turn::run).containsExactlyElementsOf(queued);
        for (int turn = 1; turn < RUNS; turn++) {
            assertThat(inTime.get(turn).beganNanos())
                    .isGreaterThan(inTime.get(turn - 1).endedNanos());
        }
        occupying.forEach(run -> LoadtestApi.as("engineer").delete(run));
        occupying.forEach(LoadtestApi::finished);
    }

    /** Runs of other systems in all of its places, so that it takes nothing away from the replicas. */
    private static List<String> occupyThisInstance() {
        List<String> runs = new ArrayList<>();
        for (String system : List.of("occupying-1", "occupying-2")) {
            LoadtestApi.store(system, "it-target", LONG);
            runs.add(LoadtestApi.started(system));
            LoadtestApi.in(runs.getLast(), "RUNNING");
        }
        return runs;
    }

    /** From the moment when a replica had the run until it was about to end it. */
    private record Turn(UUID run, long beganNanos, long endedNanos) {}

    @Test
    void theDatabaseRefusesASecondRunningRun() {
        LoadtestApi.store("twice", "it-target", LONG);
        String running = LoadtestApi.started("twice");
        LoadtestApi.in(running, "RUNNING");
        UUID other = insert("twice", Instant.now(), "it");

        assertThat(pool.preparedQuery("UPDATE test_run SET state = 'RUNNING', started_at = now() WHERE id = $1")
                        .execute(Tuple.of(other))
                        .map(rows -> "")
                        .onFailure()
                        .recoverWithItem(Throwable::getMessage)
                        .await()
                        .atMost(PATIENCE))
                .contains("test_run_running");

        LoadtestApi.as("engineer").delete("/api/v1/test-runs/" + other);
        LoadtestApi.as("engineer").delete(running);
        LoadtestApi.finished(running);
    }

    @Test
    void aRunThatNobodyExpectsAnyMoreEndsWithoutHavingBegun() {
        LoadtestApi.store("late", "it-target", LONG);
        UUID id = insert("late", Instant.now().minus(Duration.ofHours(13)), "it");

        Response run = LoadtestApi.finished("/api/v1/test-runs/" + id);

        assertThat(run.<List<String>>path("reasons"))
                .containsExactly("The run waited too long for its turn in the queue of its system.");
        assertThat(run.<Object>path("startedAt")).isNull();
    }

    private Outcome takeTurn(HeldWork<Void> held, Queue<Turn> turns) {
        long began = System.nanoTime();
        TestRun run = Await.of(journal.begin(UUID.fromString(held.item()), "replica", Instant.now()))
                .orElseThrow()
                .run();
        RunOutcome outcome = RunOutcome.unstarted(Instant.now(), RunEnd.takenAway());
        turns.add(new Turn(run.id(), began, System.nanoTime()));
        Await.of(journal.finish(run, outcome, Unstored.NOTHING));
        return Outcome.DONE;
    }

    private UUID insert(String system, Instant requestedAt, String by) {
        UUID id = UUID.randomUUID();
        pool.preparedQuery("""
                        INSERT INTO test_run (id, system, scenario, scenario_version, target, state, requested_at,
                            requested_by, planned_duration_ms, max_virtual_users)
                        VALUES ($1, $2, 'it', 1, 'it-target', 'QUEUED', $3, $4, 300, 1)""")
                .execute(Tuple.of(id, system, requestedAt.atOffset(ZoneOffset.UTC), by))
                .await()
                .atMost(PATIENCE);
        RunRows.waits(pool, id, system);
        return id;
    }

    private static Response requested(String system, String body) {
        return LoadtestApi.as("engineer")
                .contentType("application/json")
                .body(body)
                .post("/api/v1/systems/" + system + "/test-runs");
    }
}
