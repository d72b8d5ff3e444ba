package io.belastbar.chaos.gameday.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belastbar.chaos.fault.SimulatedInsurer;
import io.belastbar.chaos.gameday.GameDays;
import io.belastbar.chaos.gameday.machine.Course;
import io.belastbar.chaos.gameday.machine.Happening;
import io.belastbar.chaos.gameday.machine.Plan;
import io.belastbar.chaos.gameday.store.GameDay;
import io.belastbar.chaos.gameday.store.GameDayQueue;
import io.belastbar.chaos.gameday.store.GameDayRepository;
import io.belastbar.chaos.gameday.store.TakenOver;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.store.Runbooks;
import io.belastbar.jobs.Await;
import io.belastbar.web.document.StoredDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A game day whose instance dies, or hangs and wakes, is taken up by another one: here, the service itself. */
@QuarkusTest
@QuarkusTestResource(SimulatedInsurer.class)
class TakenOverIT {
    private static final String NEVER = """
            expectations:
              - {name: never, after: slow, deadline: 10m, type: http-probe, target: smartbav-insurer,
                 request: GET /control, json: $.well, equals: maybe}
            """;

    SimulatedInsurer insurer;

    @Inject
    Pool pool;

    @Inject
    GameDayRepository days;

    @Inject
    GameDayQueue queue;

    @Inject
    Runbooks runbooks;

    @Inject
    MeansConfig means;

    private final GameDays doors = new GameDays();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private Thread owner;
    private ActiveGameDay first;
    private UUID id;

    @BeforeEach
    void describeTheSystem() {
        insurer.broken(false);
        insurer.heard().clear();
        doors.describeTheSystem();
    }

    @AfterEach
    void nothingStaysBroken() {
        owner.interrupt();
        insurer.letGo("PUT /control");
        doors.as("operator").delete(address());
        await().atMost(GameDays.LIMIT).until(() -> insurer.inForce() == null);
        assertThat(doors.ended(address())).isNotNull();
    }

    @Test
    void exerciseOfAnInstanceThatDiesIsUndoneByAnother() {
        run("dies", GameDays.insurerSlow(NEVER));
        await().atMost(GameDays.LIMIT).until(() -> insurer.inForce() != null);

        owner.interrupt();
        lose();

        assertThat(doors.ended(address())).isEqualTo("ABORTED");
        assertThat(doors.as("viewer").get(address()).<String>path("reason")).isEqualTo("its instance was lost");
        assertThat(insurer.inForce()).isNull();
        assertThat(phases()).containsSubsequence("STEP_BEGUN", "RESUMED", "FAULTS_TAKEN_BACK", "REGAINED");
        assertThat(phases().stream().filter("RESUMED"::equals)).hasSize(1);
    }

    @Test
    void instanceThatHungAndWakesStoresNothingMore() {
        run("hangs", GameDays.insurerSlow(NEVER));
        await().atMost(GameDays.LIMIT).until(() -> phases().contains("STEP_DONE"));
        lose();
        assertThat(doors.ended(address())).isEqualTo("ABORTED");
        List<Told> told = told();

        first.tell(new Happening.Aborted("late", "it wakes"));

        assertThatThrownBy(() -> ended.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TakenOver.class);
        assertThat(told()).isEqualTo(told);
        assertThat(told)
                .extracting(Told::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, told.size()).boxed().toList());
        assertThat(doors.as("auditor").get(address() + "/record/verification").<Boolean>path("verifies"))
                .isTrue();
    }

    @Test
    void whatAnInstanceInjectsAfterItWasLostIsUndoneAsWell() {
        insurer.hold("PUT /control");
        run("late", GameDays.insurerSlow(NEVER));
        await().atMost(GameDays.LIMIT)
                .until(() -> insurer.heard().stream().anyMatch(call -> call.startsWith("PUT /control")));
        lose();
        assertThat(doors.ended(address())).isEqualTo("ABORTED");

        insurer.letGo("PUT /control");
        first.tell(new Happening.Aborted("late", "it wakes"));

        assertThatThrownBy(() -> ended.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(TakenOver.class);
        assertThat(insurer.inForce()).isNull();
        assertThat(doors.as("viewer").get(address()).<String>path("outcome")).isEqualTo("ABORTED");
    }

    @Test
    void preparationOfAnInstanceThatDiesGoesOnAtAnother() {
        insurer.hold("POST /hooks/begin");
        run("prepares", """
                preparation:
                  - {at: T-0s, name: begin, channel: {target: smartbav-insurer, path: /hooks/begin, text: It begins}}
                """ + GameDays.BEGINNING + """
                steps:
                  - {at: T+0, name: look, check: {type: http-probe, target: smartbav-insurer, request: GET /control,
                     json: $.well, equals: true}}
                """);
        await().atMost(GameDays.LIMIT)
                .until(() -> insurer.heard().stream().anyMatch(call -> call.startsWith("POST /hooks/begin")));

        owner.interrupt();
        insurer.letGo("POST /hooks/begin");
        lose();

        assertThat(doors.ended(address())).isEqualTo("PASSED");
        assertThat(phases()).containsSubsequence("RESUMED", "STEP_DONE", "STEADY", "GAME_DAY_ENDED");
    }

    /** As the first instance, which nobody else knows of. */
    private void run(String name, String text) {
        doors.store("taken-over-" + name, text);
        StoredDocument stored =
                Await.of(runbooks.latest("smartbav", "taken-over-" + name)).orElseThrow();
        Runbook runbook = runbooks.read(stored, Map.of());
        Plan plan = Plan.of(runbook, 1, false);
        id = UUID.randomUUID();
        GameDay planned = new GameDay(
                id,
                "smartbav",
                new GameDay.Script(runbook.name(), stored.version(), stored.sha256(), Map.of(), 1, false),
                "operator",
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                Optional.empty(),
                Optional.empty(),
                Course.planned(plan),
                List.of(),
                Optional.empty(),
                0);
        Await.of(pool.withTransaction(transaction -> days.insert(transaction, planned)));
        GameDay day = Await.of(days.takeUp(id)).orElseThrow();
        first = new ActiveGameDay(day, runbook);
        RunGameDay run = new RunGameDay(day, first, plan, means.means());
        owner = Thread.ofVirtual().start(() -> {
            try {
                ended.complete(run.run(new Happening.Begun()));
            } catch (InterruptedException | RuntimeException lost) {
                ended.completeExceptionally(lost);
            }
        });
    }

    /** What the first instance held is given out again. */
    private void lose() {
        Await.of(pool.withTransaction(transaction -> queue.work().enqueue(transaction, id.toString(), null)));
    }

    private String address() {
        return "/api/v1/game-days/" + id;
    }

    /** Number and what happened. */
    private record Told(long number, String phase) {}

    private List<Told> told() {
        return Await.of(pool.preparedQuery("SELECT position, point->>'phase' FROM game_day_event"
                                + " WHERE game_day = $1 ORDER BY position")
                        .execute(Tuple.of(id)))
                .stream()
                .map(row -> new Told(row.getLong(0), row.getString(1)))
                .toList();
    }

    private List<String> phases() {
        return told().stream().map(Told::phase).toList();
    }
}
