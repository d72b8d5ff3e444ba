package io.belastbar.load.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.load.plan.LoadChange;
import io.belastbar.load.result.GeneratorReport.Shortfall;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections on real sockets follow the load. */
class GrowingLoadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Two connections can carry 40 requests a second of such a target, 320 in all. */
    @Test
    void usersThatComeLaterFindConnections() throws Exception {
        try (DelayedServer server = new DelayedServer(50, 0);
                LoadRun run = prepared(server, "load: { users: 2, duration: 8s }", LocalRun.SETTINGS)) {
            run.change(new LoadChange.Users(20));
            LocalRun.toItsEnd(run, PATIENCE);

            assertThat(server.activeMax()).isEqualTo(20);
            assertThat(LocalRun.total(run).requests()).isGreaterThan(640);
            assertThat(run.tally().generator().shortfalls()).isEmpty();
        }
    }

    @Test
    void streamsThatTheTargetDoesNotAllowBecomeConnections() throws Exception {
        try (DelayedServer server = new DelayedServer(50, 10);
                LoadRun run = prepared(
                        server, "http: { version: 2 }\nload: { users: 25, duration: 60s }", LocalRun.SETTINGS)) {
            await().atMost(PATIENCE).until(() -> server.activeMax() == 25);
            run.snapshot();

            assertThat(server.connections()).isBetween(3, 25);
            assertThat(run.tally().generator().shortfalls()).isEmpty();
        }
    }

    /** Planned are 40 connections; 60 arrivals are under way at once. */
    @Test
    void anOpenLoadOfASlowTargetStaysOpen() throws Exception {
        try (DelayedServer server = new DelayedServer(3_000, 0);
                LoadRun run = prepared(server, "load: { model: open, rate: 20/s, duration: 4s }", LocalRun.SETTINGS)) {
            LocalRun.toItsEnd(run, PATIENCE);

            assertThat(server.activeMax()).isGreaterThan(45);
            assertThat(run.tally().generator().shortfalls()).isEmpty();
            assertThat(run.tally().generator().notes()).anyMatch(note -> note.contains("more than planned"));
        }
    }

    @Test
    void aLimitThatHoldsTheLoadBackIsToldUnlessTheScenarioSetIt() throws Exception {
        String load = "load: { users: 20, duration: 2s }";
        try (DelayedServer server = new DelayedServer(50, 0);
                LoadRun limited = prepared(server, load, LocalRun.settings(4));
                LoadRun asked = prepared(server, "connections: 4\n" + load, LocalRun.SETTINGS)) {
            LocalRun.toItsEnd(limited, PATIENCE);
            LocalRun.toItsEnd(asked, PATIENCE);

            List<Shortfall> told = limited.tally().generator().shortfalls();
            assertThat(told).extracting(Shortfall::kind).containsExactly(Shortfall.Kind.CONNECTIONS);
            assertThat(told.getFirst().sentence().english())
                    .contains("because no more than 4 (connections, or this service's max-connections) are allowed");
            assertThat(asked.tally().generator().shortfalls()).isEmpty();
            assertThat(asked.tally().generator().notes()).anyMatch(note -> note.contains("waited for a free"));
        }
    }

    /** Two users at once are all that this service allows; 40 arrivals a second would need four. */
    @Test
    void arrivalsBehindUsersThatWaitForTheScenariosConnectionAreNotHeldBackByTheGenerator() throws Exception {
        String load = "load: { model: open, rate: 40/s, duration: 2s }";
        LoadRunSettings twoUsers = new LoadRunSettings(2, Double.POSITIVE_INFINITY, Duration.ofSeconds(30), 2, 5_000);
        try (DelayedServer server = new DelayedServer(100, 0);
                LoadRun limited = prepared(server, load, twoUsers);
                LoadRun asked = prepared(server, "connections: 1\n" + load, twoUsers)) {
            LocalRun.toItsEnd(limited, PATIENCE);
            LocalRun.toItsEnd(asked, PATIENCE);

            assertThat(limited.tally().generator().shortfalls())
                    .extracting(Shortfall::kind)
                    .containsExactly(Shortfall.Kind.USERS);
            assertThat(limited.tally()
                            .generator()
                            .shortfalls()
                            .getFirst()
                            .sentence()
                            .english())
                    .contains("because 2 at once were all there were");
            assertThat(asked.tally().generator().shortfalls()).isEmpty();
            assertThat(asked.tally().generator().notes()).anyMatch(note -> note.contains("waited for a free"));
        }
    }

    private static LoadRun prepared(DelayedServer server, String load, LoadRunSettings settings) {
        Scenario scenario = ScenarioParser.parse("""
                scenario: s
                target: server
                steps: [ { request: GET / } ]
                """ + load, ScenarioLimits.DEFAULT);
        LoadRun run = LocalRun.prepared(scenario, server.url(), settings);
        run.open(Duration.ofSeconds(10));
        run.start();
        return run;
    }
}
