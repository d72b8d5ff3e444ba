package io.belastbar.chaos.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.chaos.fault.SimulatedInsurer;
import io.belastbar.jobs.Await;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The platform's own PostgreSQL stands still in the midst of an exercise: its processes are stopped, its ports are open. */
@QuarkusTest
@QuarkusTestResource(SimulatedInsurer.class)
class DatabaseAwayIT {
    SimulatedInsurer insurer;

    @Inject
    Pool pool;

    private final GameDays days = new GameDays();
    private ProcessHandle postmaster;
    private boolean frozen;

    @BeforeEach
    void describeTheSystem() {
        insurer.broken(false);
        days.describeTheSystem();
        long backend = Await.of(pool.query("SELECT pg_backend_pid()").execute())
                .iterator()
                .next()
                .getInteger(0);
        postmaster = ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow();
    }

    @AfterEach
    void nothingStaysBroken() throws IOException, InterruptedException {
        thaw();
        days.endAll();
        await().atMost(GameDays.LIMIT).until(() -> insurer.inForce() == null);
    }

    @Test
    void databaseThatHangsAbortsAndUndoesTheDayAndIsToldLater() throws IOException, InterruptedException {
        days.store("database-hangs", GameDays.insurerSlow("""
                expectations:
                  - {name: never, after: slow, deadline: 10m, type: http-probe, target: smartbav-insurer,
                     request: GET /control, json: $.well, equals: maybe}
                """));
        String day = days.start("database-hangs");
        await().atMost(GameDays.LIMIT)
                .until(() -> insurer.inForce() != null
                        && "ACTIVE"
                                .equals(days.as("viewer")
                                        .get("/api/v1/faults/" + insurer.inForce())
                                        .path("state")));

        String fault = insurer.inForce();
        freeze();

        await().atMost(GameDays.LIMIT).until(() -> insurer.inForce() == null);
        thaw();
        assertThat(days.ended(day)).isEqualTo("ABORTED");
        // Otherwise it would forbid every other fault of this target until its time limit.
        assertThat(days.as("viewer").get("/api/v1/faults/" + fault).<String>path("state"))
                .isEqualTo("ENDED");
        assertThat(GameDays.toldBy(day))
                .extracting(step -> step.path("phase").asText())
                .containsSubsequence("INJECTED", "FAULTS_TAKEN_BACK", "REGAINED", "GAME_DAY_ENDED");
        assertThat(days.as("auditor").get(day + "/record/verification").<Boolean>path("verifies"))
                .isTrue();
    }

    private void freeze() throws IOException, InterruptedException {
        frozen = true;
        signal("-STOP");
    }

    private void thaw() throws IOException, InterruptedException {
        if (frozen) {
            signal("-CONT");
            frozen = false;
        }
    }

    private void signal(String signal) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .map(process -> Long.toString(process.pid()))
                .forEach(command::add);
        // One that has just ended is no failure.
        assertThat(new ProcessBuilder(command).redirectErrorStream(true).start().waitFor(60, TimeUnit.SECONDS))
                .isTrue();
    }
}
