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

    private static ConnectionPlan plan(String yaml) {
        return new LoadSizing(ScenarioParser.parse("scenario: s\n" + yaml, ScenarioLimits.DEFAULT), 10_000, 1_000)
                .connections(Duration.ofSeconds(30));
    }
}
