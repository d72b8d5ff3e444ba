package io.belastbar.load.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.load.transport.EventLoops;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A run whose threads are blocked, or whose parts fail, ends all the same. */
class BlockedLaneTest {

    private static final Duration PATIENCE = LocalRun.PATIENCE;
    private static final Scenario SCENARIO = ScenarioParser.parse("""
            scenario: s
            target: server
            load: { users: 4, duration: 300s }
            steps: [ { request: GET / } ]
            """, ScenarioLimits.DEFAULT);

    @Test
    void aBlockedLaneHoldsUpNeitherStopNorCloseAndTheOthersAreMeasured() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        EventLoopGroup group = EventLoops.of(2);
        try (DelayedServer server = new DelayedServer(5, 0)) {
            LoadRun run = LocalRun.prepared(SCENARIO, server.url(), LocalRun.SETTINGS, group);
            run.open(PATIENCE);
            run.start();
            await().atMost(PATIENCE).until(() -> {
                run.snapshot();
                return LocalRun.total(run).requests() > 10;
            });
            group.next().execute(() -> blockUntil(release));

            RunSnapshot rest = run.stop();
            run.close();

            assertThat(rest.done()).isTrue();
            assertThat(LocalRun.total(run).requests()).isGreaterThan(10);
            assertThat(run.tally().generator().notes()).anyMatch(note -> note.contains("did not answer"));
        } finally {
            release.countDown();
        }
        await().atMost(PATIENCE).until(group::isTerminated);
    }

    @Test
    void whatIsUnderWayWhenARunIsStoppedIsInItsResult() throws Exception {
        try (DelayedServer server = new DelayedServer(600_000, 0);
                LoadRun run = LocalRun.prepared(SCENARIO, server.url(), LocalRun.SETTINGS)) {
            run.open(PATIENCE);
            run.start();
            await().atMost(PATIENCE).until(() -> server.activeMax() == 4);

            RunSnapshot rest = run.stop();

            assertThat(LocalRun.total(run).errors(ErrorClass.UNFINISHED)).isEqualTo(4);
            assertThat(LocalRun.total(run).requests()).isZero();
            assertThat(rest.seconds().getLast().total().errors(ErrorClass.UNFINISHED))
                    .isEqualTo(4);
            assertThat(run.tally().generator().notes())
                    .anyMatch(note -> note.startsWith("When the run was stopped, 4"));
        }
    }

    @Test
    void theThreadsOfARunThatCannotBePreparedEnd() {
        EventLoopGroup group = EventLoops.of(2);
        LaneDrivers broken = (loop, share) -> {
            throw new IllegalStateException("no driver");
        };

        assertThatThrownBy(() -> new LoadRun(SCENARIO, LocalRun.SETTINGS, group, broken, null))
                .hasMessage("no driver");

        await().atMost(PATIENCE).until(group::isTerminated);
    }

    @Test
    void aRunMayTakeAsLongAsItsPlanItsSlowestIterationAndSomeGrace() throws Exception {
        try (LoadRun run = LocalRun.prepared(SCENARIO, URI.create("http://127.0.0.1:1"), LocalRun.SETTINGS)) {
            Duration planned = Duration.ofSeconds(300);
            Duration queued = Duration.ofSeconds(30);
            Duration iteration = Duration.ofSeconds(30);
            Duration grace = Duration.ofSeconds(30);

            assertThat(run.hardEnd(1_000))
                    .isEqualTo(1_000
                            + planned.plus(queued).plus(iteration).plus(grace).toNanos());
        }
    }

    private static void blockUntil(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
