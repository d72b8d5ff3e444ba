package io.belastbar.loadtest.engine;

import static io.belastbar.loadtest.engine.Scenarios.bearer;
import static io.belastbar.loadtest.engine.Scenarios.login;
import static io.belastbar.loadtest.engine.Scenarios.request;
import static io.belastbar.loadtest.engine.Scenarios.scenario;
import static io.belastbar.loadtest.engine.Scenarios.stage;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.belastbar.loadtest.result.EndpointMeasurement;
import io.belastbar.loadtest.result.ErrorClass;
import io.belastbar.loadtest.result.LoadMeasurement;
import io.belastbar.loadtest.scenario.RenderedRequest;
import io.belastbar.loadtest.scenario.Scenario;
import io.belastbar.loadtest.scenario.ThinkStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final long MS = MILLISECONDS.toNanos(1);
    private static final long S = SECONDS.toNanos(1);
    private static final Duration THINK = Duration.ofMillis(250);

    private final VirtualClock clock = new VirtualClock();
    private final List<RenderedRequest> sent = new ArrayList<>();

    @Test
    void percentilesOfAStallingTargetEqualTheTruth() {
        LongUnaryOperator stalls = at -> at >= 20 * S && at < 25 * S ? 25 * S + 10 * MS : at + 10 * MS;
        Scenario scenario = scenario(List.of(stage(10, 20), stage(30, 20)), request("list"), new ThinkStep(THINK));

        EndpointMeasurement measured = run(scenario, stalls).endpoints().getFirst();

        List<Long> truth = truth(scenario, stalls);
        assertThat(measured.responseMicros().getTotalCount()).isEqualTo(truth.size());
        for (double percentile : new double[] {50, 90, 95, 99, 99.9, 100}) {
            assertThat((double) measured.responseMicros().getValueAtPercentile(percentile))
                    .as("p%s", percentile)
                    .isCloseTo(percentileOf(truth, percentile) / 1e3, withinPercentage(0.2));
        }
    }

    @Test
    void aLateGeneratorIsSeenInResponseTimeAndLatenessButNotInServiceTime() {
        clock.pause(10 * S, 12 * S);
        Scenario scenario = scenario(List.of(stage(0, 10), stage(30, 10)), request("list"), new ThinkStep(THINK));

        LoadMeasurement measured = run(scenario, at -> at + 10 * MS);

        EndpointMeasurement endpoint = measured.endpoints().getFirst();
        assertThat(max(endpoint.responseMicros())).isBetween(1_700.0, 2_011.0);
        assertThat(endpoint.serviceMicros().getValueAtPercentile(99)).isBetween(9_990L, 10_010L);
        assertThat(max(measured.latenessMicros())).isCloseTo(2_000, within(2.0));
    }

    @Test
    void aPunctualGeneratorHasNoLateness() {
        Scenario scenario = scenario(List.of(stage(5, 5)), request("list"), new ThinkStep(THINK));

        assertThat(run(scenario, at -> at + MS).latenessP99Millis()).isZero();
    }

    @Test
    void intendedStartsFollowTheRampThenAnswersAndThinkTime() {
        Scenario scenario = scenario(List.of(stage(2, 2), stage(1, 0)), request("list"), new ThinkStep(THINK));

        LoadMeasurement measured = run(scenario, at -> at + 250 * MS);

        // User 1 starts at 1.0, 1.5, 2.0 and 2.5 s; user 2 comes at 2.0 s and goes at 2.5 s.
        assertThat(measured.endpoints().getFirst().firstIntendedNanos()).isEqualTo(S);
        assertThat(measured.endpoints().getFirst().intendedStarts()).isEqualTo(5);
    }

    @Test
    void valuesFromAnAnswerReachLaterRequests() {
        Scenario scenario =
                scenario(List.of(stage(0, 1), stage(1, 1)), login(), bearer(), new ThinkStep(Duration.ofSeconds(5)));

        start(scenario, at -> at + MS, new Exchange.Answered(200, "{\"access_token\":\"abc\"}"));
        clock.runUntil(2 * S);

        assertThat(sent).hasSize(2);
        assertThat(sent.get(0).body()).isEqualTo("{\"email\":\"makler1@x.de\"}");
        assertThat(sent.get(1).headers()).containsEntry("Authorization", "Bearer abc");
    }

    @Test
    void aRequestWithoutItsVariableIsSkippedAndThinkTimeIsKept() {
        Scenario scenario =
                scenario(List.of(stage(0, 1), stage(10, 1)), login(), bearer(), new ThinkStep(Duration.ofSeconds(1)));

        Lane lane = start(scenario, at -> at + MS, new Exchange.Answered(503, "{}"));
        clock.runUntil(20 * S);

        assertThat(sent).hasSize(10);
        assertThat(lane.measurement().skipped()).isEqualTo(10);
        assertThat(lane.measurement().endpoints().getFirst().errors())
                .isEqualTo(Map.of(ErrorClass.UNEXPECTED_STATUS, 10L));
    }

    @Test
    void anAnswerWithoutTheWantedValueIsAnError() {
        Scenario scenario = scenario(List.of(stage(0, 1), stage(1, 1)), login(), new ThinkStep(Duration.ofSeconds(5)));

        Lane lane = start(scenario, at -> at + MS, new Exchange.Answered(200, "<html>"));
        clock.runUntil(2 * S);

        assertThat(lane.measurement().endpoints().getFirst().errors())
                .isEqualTo(Map.of(ErrorClass.EXTRACTION_FAILED, 1L));
    }

    @Test
    void anAbsentTargetIsNotFloodedAndIsCounted() {
        Scenario scenario = scenario(List.of(stage(0, 1), stage(10, 1)), request("list"));

        Lane lane = start(scenario, at -> at, new Exchange.Failed(ErrorClass.CONNECTION_FAILED));
        clock.runUntil(20 * S);

        assertThat(sent).hasSize(100);
        assertThat(lane.progress().absences()).isEqualTo(100);
        assertThat(lane.progress().lastAnswerNanos()).isZero();
    }

    @Test
    void theCapHoldsBackAndCountsWhatItHeldBack() {
        Scenario scenario = scenario(List.of(stage(0, 10), stage(10, 10)), request("list"));
        Lane lane = new Lane(scenario, new LaneShare(0, 1, 100), clock, server(at -> at + MS, ok()));

        lane.start(0);
        clock.runUntil(20 * S);

        assertThat(lane.measurement().endpoints().getFirst().responseMicros().getTotalCount())
                .isBetween(1_090L, 1_110L);
        assertThat(lane.measurement().throttled()).isPositive();
    }

    @Test
    void nothingStartsOrCountsAfterStop() {
        Scenario scenario = scenario(List.of(stage(0, 3), stage(60, 3)), request("list"), new ThinkStep(THINK));
        Lane lane = start(scenario, at -> at + 100 * MS, ok());

        clock.runUntil(10 * S);
        lane.stop();
        long counted = lane.progress().requests();
        int sentSoFar = sent.size();
        clock.runUntil(70 * S);

        assertThat(sent).hasSize(sentSoFar);
        assertThat(lane.progress().requests()).isEqualTo(counted);
    }

    @Test
    void twoLanesShareTheUsersAndMergeToTheSameCounts() {
        Scenario scenario = scenario(List.of(stage(10, 7), stage(10, 7)), request("list"), new ThinkStep(THINK));
        LoadMeasurement whole = run(scenario, at -> at + 10 * MS);
        VirtualClock second = new VirtualClock();
        List<Lane> lanes = new ArrayList<>();
        for (int index = 0; index < 2; index++) {
            lanes.add(new Lane(
                    scenario,
                    new LaneShare(index, 2, 1e6),
                    second,
                    (request, done) -> second.at(second.nanos() + 10 * MS, () -> done.accept(ok()))));
        }

        lanes.forEach(lane -> lane.start(0));
        second.runUntil(30 * S);

        LoadMeasurement merged = lanes.get(0).measurement().merge(lanes.get(1).measurement());
        assertThat(merged.endpoints().getFirst().responseMicros())
                .isEqualTo(whole.endpoints().getFirst().responseMicros());
        assertThat(merged.results(20 * S).getFirst().offeredPerSecond())
                .isEqualTo(whole.results(20 * S).getFirst().offeredPerSecond());
    }

    private LoadMeasurement run(Scenario scenario, LongUnaryOperator answeredAt) {
        Lane lane = start(scenario, answeredAt, ok());
        clock.runUntil(scenario.duration().toNanos() + 60 * S);
        return lane.measurement();
    }

    private Lane start(Scenario scenario, LongUnaryOperator answeredAt, Exchange answer) {
        Lane lane = new Lane(scenario, new LaneShare(0, 1, 1e6), clock, server(answeredAt, answer));
        lane.start(0);
        return lane;
    }

    private Transport server(LongUnaryOperator answeredAt, Exchange answer) {
        return (request, done) -> {
            sent.add(request);
            clock.at(answeredAt.applyAsLong(clock.nanos()), () -> done.accept(answer));
        };
    }

    /** What each user of a one-request scenario waits, worked out user by user without the engine. */
    private static List<Long> truth(Scenario scenario, LongUnaryOperator answeredAt) {
        UserRamp ramp = new UserRamp(scenario.stages());
        List<Long> waits = new ArrayList<>();
        for (int user = 1; user <= scenario.maxVirtualUsers(); user++) {
            long at = ramp.firstWanted(user, 0).orElseThrow();
            while (ramp.wants(user, at)) {
                long done = answeredAt.applyAsLong(at);
                waits.add(done - at);
                at = done + THINK.toNanos();
            }
        }
        Collections.sort(waits);
        return waits;
    }

    private static double percentileOf(List<Long> sorted, double percentile) {
        int rank = (int) Math.ceil(percentile / 100 * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }

    private static double max(Histogram micros) {
        return micros.getMaxValue() / 1e3;
    }

    private static Exchange ok() {
        return new Exchange.Answered(200, null);
    }
}
