package io.belastbar.budget.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.evaluation.Runs;
import io.belastbar.contracts.RunVerdict;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What replicas of the job rely on. The test takes the place of two of them. */
@QuarkusTest
class LeaseIT {

    private static final Duration LONG = Duration.ofMinutes(5);

    @Inject
    RunRepository runs;

    @Inject
    Pool pool;

    @Inject
    Scheduler scheduler;

    private final String system = "s-" + UUID.randomUUID();

    @BeforeEach
    void standStill() {
        scheduler.pause();
        await(pool.query("DELETE FROM run_to_evaluate WHERE state = 'PENDING'").execute());
        await(pool.preparedQuery("""
                        INSERT INTO document (kind, system, name, version, content, sha256, updated_at, updated_by)
                        VALUES ('budget', $1, 'performance-budget', 1, '', '', now(), 'test')""").execute(Tuple.of(system)));
    }

    @AfterEach
    void goOn() {
        await(pool.query("DELETE FROM run_to_evaluate WHERE state = 'PENDING'").execute());
        scheduler.resume();
    }

    @Test
    void tenRunsClaimedAtOnceAreTenDifferentRuns() {
        var finished = IntStream.range(0, 10).mapToObj(i -> finishedRun()).toList();

        var claims = Uni.join()
                .all(IntStream.range(0, 10).mapToObj(i -> runs.claim(LONG)).toList())
                .andFailFast();

        Set<String> claimed = new HashSet<>();
        await(claims)
                .forEach(claim -> claim.ifPresent(held -> claimed.add(held.run().runId())));
        while (claimed.size() < 10) {
            // SKIP LOCKED may leave a claimant with nothing although a run is free: it asks again.
            claimed.add(await(runs.claim(LONG)).orElseThrow().run().runId());
        }
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(finished);
        assertThat(await(runs.claim(LONG))).isEmpty();
    }

    @Test
    void aRunWhoseWorkerDiedIsTakenUpAgain() {
        var runId = finishedRun();
        assertThat(await(runs.claim(Duration.ZERO)).orElseThrow().attempts()).isEqualTo(1);

        var again = await(runs.claim(LONG)).orElseThrow();

        assertThat(again.run().runId()).isEqualTo(runId);
        assertThat(again.attempts()).isEqualTo(2);
    }

    @Test
    void onlyOneWorkerEndsARun() {
        var runId = finishedRun();

        var first = await(pool.withTransaction(transaction -> runs.finish(transaction, runId)));
        var second = await(pool.withTransaction(transaction -> runs.finish(transaction, runId)));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
    }

    @Test
    void aRunThatIsGivenUpSaysWhy() {
        var runId = finishedRun();

        await(runs.giveUp(runId, "its budget cannot be read"));

        assertThat(await(runs.state(runId)).orElseThrow().missing()).contains("its budget cannot be read");
        assertThat(await(runs.claim(LONG))).isEmpty();
    }

    private String finishedRun() {
        var run = Runs.run(UUID.randomUUID().toString(), RunVerdict.PASSED);
        var ofSystem = Runs.inSystem(system, run);
        await(pool.withTransaction(transaction -> runs.insert(transaction, ofSystem)));
        return run.runId();
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(30));
    }
}
