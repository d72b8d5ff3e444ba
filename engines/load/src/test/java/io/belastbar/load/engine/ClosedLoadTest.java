package io.belastbar.load.engine;

import static io.belastbar.load.engine.VirtualRun.MS;
import static io.belastbar.load.engine.VirtualRun.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.belastbar.load.plan.LoadChange;
import io.belastbar.load.plan.UserRamp;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.LoadModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class ClosedLoadTest {

    private static final String RAMP = """
            scenario: s
            target: t
            stages: [ { duration: %s, target: %d }, { duration: %s, target: %d } ]
            steps: [ { request: GET /list }, { think: %s } ]
            """;

    @Test
    void percentilesOfAStallingTargetEqualTheTruth() {
        LongUnaryOperator stalls = at -> at >= 20 * S && at < 25 * S ? 25 * S + 10 * MS : at + 10 * MS;
        VirtualRun run = new VirtualRun(
                RAMP.formatted("10s", 20, "30s", 20, "250ms"), 1, 100, stalls, request -> VirtualRun.ok());

        run.whole();

        List<Long> truth = truth((LoadModel.Closed) run.scenario.load(), stalls, 250 * MS);
        assertThat(run.total().requests()).isEqualTo(truth.size());
        for (double percentile : new double[] {50, 90, 95, 99, 99.9, 100}) {
            int rank = Math.max(0, (int) Math.ceil(percentile / 100 * truth.size()) - 1);
            assertThat((double) run.total().responseMicros().getValueAtPercentile(percentile))
                    .as("p%s", percentile)
                    .isCloseTo(truth.get(rank) / 1e3, withinPercentage(0.2));
        }
    }

    /** What each user waits, worked out user by user without the engine. */
    private static List<Long> truth(LoadModel.Closed load, LongUnaryOperator answeredAt, long think) {
        UserRamp ramp = new UserRamp(load.stages());
        List<Long> waits = new ArrayList<>();
        for (int user = 1; user <= load.maxUsers(); user++) {
            long at = ramp.firstWanted(user, 0).orElseThrow();
            while (ramp.wants(user, at)) {
                long done = answeredAt.applyAsLong(at);
                waits.add(done - at);
                at = done + think;
            }
        }
        Collections.sort(waits);
        return waits;
    }

    @Test
    void aLateGeneratorIsSeenInResponseTimeAndLatenessButNotInServiceTime() {
        VirtualRun run = VirtualRun.of(RAMP.formatted("0s", 10, "30s", 10, "250ms"));
        run.clock.pause(10 * S, 12 * S);

        run.whole();

        assertThat(run.total().responseMicros().getMaxValue()).isBetween(1_700_000L, 2_011_000L);
        assertThat(run.total().serviceMicros().getValueAtPercentile(99)).isBetween(9_990L, 10_010L);
        assertThat(run.latenessMicros.getMaxValue()).isBetween(1_998_000L, 2_002_000L);
    }

    @Test
    void aPunctualGeneratorHasNoLateness() {
        VirtualRun run =
                VirtualRun.of(RAMP.formatted("1s", 5, "5s", 5, "250ms")).whole();

        assertThat(run.latenessMicros.getMaxValue()).isZero();
    }

    @Test
    void everyUserMakesItsRequestsAndThenTheRunIsDone() {
        VirtualRun run = VirtualRun.of("""
                scenario: s
                target: t
                load: { users: 10, requests-per-user: 10 }
                steps: [ { request: GET /list } ]
                """);

        run.start().until(S);

        assertThat(run.total().requests()).isEqualTo(100);
        assertThat(run.lanes).allMatch(lane -> lane.snapshot(null).done());
    }

    @Test
    void aRunIsNotDoneBeforeItBegan() {
        VirtualRun run = VirtualRun.of(RAMP.formatted("1s", 5, "5s", 5, "250ms"));

        run.collect();

        assertThat(run.latest.done()).isFalse();
    }

    @Test
    void usersCanBeChangedWhileItRuns() {
        VirtualRun run = VirtualRun.of(RAMP.formatted("0s", 2, "30s", 2, "1s"));

        run.start().until(5 * S);
        run.change(new LoadChange.Users(7));
        run.until(10 * S);
        int more = run.latest.users();
        run.change(new LoadChange.Users(1));
        run.until(15 * S);

        assertThat(more).isEqualTo(7);
        assertThat(run.latest.users()).isEqualTo(1);
        assertThatThrownBy(() -> run.change(new LoadChange.Rate(5)))
                .hasMessageContaining("should be changed in its users");
    }

    @Test
    void valuesFromAnAnswerReachLaterRequests() {
        VirtualRun run = VirtualRun.of(login("5s"));

        run.start().until(2 * S);

        assertThat(run.sent()).hasSize(2);
        assertThat(run.sent().get(0).body()).isEqualTo("{\"email\":\"makler1@x.de\"}");
        assertThat(run.sent().get(1).headers()).containsEntry("Authorization", "Bearer abc");
    }

    @Test
    void aRequestWithoutItsVariableIsSkippedAndThinkTimeIsKept() {
        VirtualRun run =
                new VirtualRun(login("1s"), 1, 10, at -> at + MS, request -> new Exchange.HttpAnswer(503, null));

        run.whole();

        assertThat(run.sent()).hasSize(10);
        assertThat(run.step(1).skipped()).isEqualTo(10);
        assertThat(run.step(0).errors()).isEqualTo(Map.of(ErrorClass.UNEXPECTED_STATUS, 10L));
    }

    @Test
    void anAnswerWithoutTheWantedValueIsAnError() {
        VirtualRun run = new VirtualRun(
                login("5s"), 1, 10, at -> at + MS, request -> new Exchange.HttpAnswer(200, "<html>".getBytes()));

        run.start().until(2 * S);

        assertThat(run.step(0).errors()).isEqualTo(Map.of(ErrorClass.EXTRACTION_FAILED, 1L));
    }

    private static String login(String think) {
        return """
                scenario: s
                target: t
                stages: [ { duration: 0s, target: 1 }, { duration: 10s, target: 1 } ]
                steps:
                  - request: POST /login
                    body: { email: "makler${vu}@x.de" }
                    extract: { token: "$.access_token" }
                  - request: GET /list
                    headers: { Authorization: "Bearer ${token}" }
                  - think: %s
                """.formatted(think);
    }

    @Test
    void anAbsentTargetIsNotFloodedAndIsCounted() {
        VirtualRun run = new VirtualRun(
                RAMP.formatted("0s", 1, "10s", 1, "0s"),
                1,
                10,
                at -> at,
                request -> new Exchange.Failed(ErrorClass.CONNECTION_FAILED, ""));

        run.whole();

        assertThat(run.sent()).hasSize(100);
        assertThat(run.latest.absence().requests()).isEqualTo(100);
        assertThat(run.latest.lastAnswerNanos()).isZero();
    }

    @Test
    void theCapHoldsBackAndCountsWhatItHeldBack() {
        VirtualRun run = new VirtualRun(
                RAMP.formatted("0s", 10, "10s", 10, "0s"),
                1,
                10,
                at -> at + MS,
                request -> VirtualRun.ok(),
                new VirtualRun.Terms(10, 100, Duration.ofSeconds(30)));

        run.whole();

        assertThat(run.total().requests()).isBetween(1_090L, 1_110L);
        assertThat(run.latest.throttled()).isPositive();
    }

    @Test
    void nothingStartsOrCountsAfterStop() {
        VirtualRun run = VirtualRun.of(RAMP.formatted("0s", 3, "60s", 3, "100ms"));

        run.start().until(10 * S);
        run.lanes.getFirst().stop();
        long counted = run.total().requests();
        int sentSoFar = run.sent().size();
        run.until(70 * S);

        assertThat(run.sent()).hasSize(sentSoFar);
        assertThat(run.total().requests()).isEqualTo(counted);
    }

    @Test
    void lanesShareTheUsersAndTogetherMeasureTheSame() {
        String yaml = RAMP.formatted("10s", 7, "10s", 7, "250ms");
        VirtualRun one = VirtualRun.of(yaml).whole();

        VirtualRun three = new VirtualRun(yaml, 3, 100, at -> at + 10 * MS, request -> VirtualRun.ok()).whole();

        assertThat(three.total().responseMicros()).isEqualTo(one.total().responseMicros());
        assertThat(three.total().intendedStarts()).isEqualTo(one.total().intendedStarts());
    }

    @Test
    void everyUserBelongsToATenant() {
        VirtualRun run = VirtualRun.of("""
                scenario: s
                target: t
                load: { users: 5, requests-per-user: 3 }
                tenants: { names: [red, blue] }
                steps: [ { request: "GET /of/${tenant}" } ]
                """).start().until(S);

        assertThat(run.sent())
                .filteredOn(request -> request.uri().equals("/of/red"))
                .hasSize(9);
        assertThat(run.fold
                        .totals()
                        .get(new io.belastbar.load.result.CellKey(0, 1))
                        .requests())
                .isEqualTo(6);
    }

    @Test
    void rowsThatAreUsedOnceEndTheRun() {
        VirtualRun run = new VirtualRun("""
                scenario: s
                target: t
                load: { users: 4, duration: 60s }
                data: { users: { csv: "name\\na\\nb\\nc\\nd\\ne", order: once } }
                steps: [ { request: "GET /${users.name}" } ]
                """, 2, 10, at -> at + MS, request -> VirtualRun.ok());

        run.start().until(S);

        assertThat(run.total().requests()).isEqualTo(5);
        List<String> paths = new ArrayList<>();
        run.drivers.forEach(driver -> driver.sent.forEach(request -> paths.add(request.uri())));
        assertThat(paths).containsExactlyInAnyOrder("/a", "/b", "/c", "/d", "/e");
        assertThat(run.lanes).allMatch(lane -> lane.snapshot(null).done());
    }
}
