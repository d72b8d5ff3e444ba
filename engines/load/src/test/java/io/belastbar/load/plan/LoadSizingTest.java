package io.belastbar.load.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadSizingTest {

    private static final String OPEN = "load: { model: open, rate: 100/s, duration: 10s }\n";

    @Test
    void aClosedLoadHasOneConnectionAUser() {
        ConnectionPlan plan = plan("target: t\nload: { users: 30, duration: 1s }\nsteps: [ { request: GET / } ]");

        assertThat(plan.count()).isEqualTo(30);
        assertThat(plan.explanation().english()).isEqualTo("30 connections: one for each of 30 users.");
    }

    @Test
    void anOpenLoadHasAsManyAsAreInFlightAtTheWorst() {
        ConnectionPlan plan = plan("target: t\n" + OPEN + "steps: [ { request: GET /a }, { request: GET /b } ]");

        assertThat(plan.count()).isEqualTo(400);
        assertThat(plan.explanation().german())
                .isEqualTo("400 Verbindungen: höchstens 200 Anfragen/s × 2 s schlechteste Latenz.");
    }

    @Test
    void streamsShareConnections() {
        assertThat(plan("target: t\nhttp: { version: 2 }\n" + OPEN + "steps: [ { request: GET / } ]")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void theServicesLimitIsNeverPassed() {
        ConnectionPlan plan =
                plan("target: t\nload: { model: open, rate: 5000/s, duration: 1s }\nsteps: [ { request: GET / } ]");

        assertThat(plan.count()).isEqualTo(1_000);
        assertThat(plan.explanation().english()).contains("at most 1000 allowed");
    }

    @Test
    void aDatabaseIsNotAskedForMoreThanItCanSpare() {
        assertThat(plan("database: d\n" + OPEN + "steps: [ { sql: SELECT 1 } ]").count())
                .isEqualTo(20);
        assertThat(plan("database: d\nsql: { connections: 10 }\n" + OPEN + "steps: [ { sql: SELECT 1 } ]")
                        .explanation()
                        .english())
                .isEqualTo("10 connections, as the scenario says.");
    }

    @Test
    void aLoadEndsWithItsSlowestFlowAndItsLongestPauseBehindTheCap() {
        LoadSizing sizing = sizing("target: t\n" + OPEN + """
                flows:
                  - { name: short, weight: 1, steps: [ { request: GET /a }, { think: 300s } ] }
                  - name: long
                    weight: 1
                    steps:
                      - { request: GET /b }
                      - { think: { from: 1s, to: 100s } }
                      - { request: GET /c }
                      - { think: { mean: 50s } }
                """);

        assertThat(sizing.longestAfterEnd(Duration.ofSeconds(10), Double.POSITIVE_INFINITY))
                .isEqualTo(Duration.ofSeconds(10 + 10 + 100 + 10 + 500));
        assertThat(sizing.longestAfterEnd(Duration.ofSeconds(10), 100))
                .isEqualTo(Duration.ofSeconds(630 + 3 * 10_000 / 100));
    }

    @Test
    void connectionsMayGrowToOneForEachRequestThatCanBeUnderWay() {
        Duration timeout = Duration.ofSeconds(4);

        assertThat(sizing("target: t\n" + OPEN + "steps: [ { request: GET / } ]")
                        .connectionsAtMost(timeout, 1))
                .isEqualTo(420 + 82 + 10);
        assertThat(sizing("target: t\nconnections: 7\n" + OPEN + "steps: [ { request: GET / } ]")
                        .connectionsAtMost(timeout, 2))
                .isEqualTo(7);
        assertThat(sizing("database: d\n" + OPEN + "steps: [ { sql: SELECT 1 } ]")
                        .connectionsAtMost(timeout, 2))
                .isEqualTo(20);
    }

    @Test
    void usersAreEnoughForTimeOutsOfEachStepItsPausesAndChanceOnEachLane() {
        String twoSteps = "steps: [ { request: GET /a }, { think: 3s }, { request: GET /b } ]";
        LoadSizing sizing = sizing("target: t\n" + OPEN + twoSteps);

        assertThat(sizing.room(new LaneShare(0, 4), Duration.ofMillis(800)).users())
                .isEqualTo(125 + 45 + 10);
        assertThat(sizing.usersAtMost(Duration.ofMillis(800), 4)).isEqualTo(4 * 180);
    }

    @Test
    void usersThatTheScenarioOrTheServiceLimitsAreNoMore() {
        Duration timeout = Duration.ofSeconds(30);
        String steps = "steps: [ { request: GET / } ]";

        assertThat(sizing("target: t\n" + OPEN.replace("100/s", "1000/s") + steps)
                        .usersAtMost(timeout, 3))
                .isEqualTo(10_000);
        assertThat(sizing("target: t\n" + OPEN.replace("10s }", "10s, users: 40 }") + steps)
                        .usersAtMost(timeout, 3))
                .isEqualTo(40);
    }

    private static LoadSizing sizing(String yaml) {
        return new LoadSizing(ScenarioParser.parse("scenario: s\n" + yaml, ScenarioLimits.DEFAULT), 10_000, 1_000);
    }

    private static ConnectionPlan plan(String yaml) {
        return new LoadSizing(ScenarioParser.parse("scenario: s\n" + yaml, ScenarioLimits.DEFAULT), 10_000, 1_000)
                .connections(Duration.ofSeconds(30));
    }
}
