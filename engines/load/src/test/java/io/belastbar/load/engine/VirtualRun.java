package io.belastbar.load.engine;

import io.belastbar.load.failure.FailureLog;
import io.belastbar.load.plan.LaneShare;
import io.belastbar.load.result.Cell;
import io.belastbar.load.sample.SecondFold;
import io.belastbar.load.scenario.RenderedRequest;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;

/** Lanes in virtual time. */
final class VirtualRun {

    static final long MS = 1_000_000L;
    static final long S = 1_000_000_000L;

    final VirtualClock clock = new VirtualClock();
    final Scenario scenario;
    final List<Lane> lanes = new ArrayList<>();
    final List<SimulatedDriver> drivers = new ArrayList<>();
    final Histogram latenessMicros = new Histogram(3);
    final SecondFold fold;
    final FailureLog failures = new FailureLog();
    LaneSnapshot latest;

    /** With 10 ms an answer, unlimited connections, and 200 for everything. */
    static VirtualRun of(String yaml) {
        return new VirtualRun(yaml, 1, Integer.MAX_VALUE, at -> at + 10 * MS, request -> ok());
    }

    VirtualRun(
            String yaml,
            int lanes,
            int connections,
            LongUnaryOperator answeredAt,
            Function<RenderedRequest, Exchange> answer) {
        this(
                yaml,
                lanes,
                connections,
                answeredAt,
                answer,
                new LaneSettings(10_000, Double.POSITIVE_INFINITY, Duration.ofSeconds(30)));
    }

    VirtualRun(
            String yaml,
            int lanes,
            int connections,
            LongUnaryOperator answeredAt,
            Function<RenderedRequest, Exchange> answer,
            LaneSettings settings) {
        this.scenario = ScenarioParser.parse(yaml, ScenarioLimits.DEFAULT);
        for (int index = 0; index < lanes; index++) {
            SimulatedDriver driver = new SimulatedDriver(clock, connections, answeredAt, answer);
            drivers.add(driver);
            this.lanes.add(new Lane(scenario, new LaneShare(index, lanes), settings, clock, driver));
        }
        this.fold = new SecondFold(
                0, scenario.sends().size(), scenario.tenants().labels().size());
    }

    VirtualRun start() {
        lanes.forEach(lane -> lane.start(0));
        return this;
    }

    VirtualRun until(long nanos) {
        clock.runUntil(nanos);
        collect();
        return this;
    }

    /** To the planned end and a minute longer. */
    VirtualRun whole() {
        return start().until(scenario.duration().toNanos() + 60 * S);
    }

    void collect() {
        for (Lane lane : lanes) {
            latest = lane.snapshot(null);
            fold.fold(latest.samples());
            for (int cell = 0; cell < latest.skipped().length; cell++) {
                fold.skipped(cell, latest.skipped()[cell]);
            }
            latenessMicros.add(latest.latenessMicros());
            latest.failures().forEach(failures::add);
        }
    }

    /** Whether nothing is in flight on any lane and nothing will come. */
    boolean done() {
        collect();
        return lanes.stream().allMatch(lane -> lane.snapshot(null).done());
    }

    Cell total() {
        Cell sum = new Cell();
        fold.totals().values().forEach(sum::add);
        return sum;
    }

    Cell step(int step) {
        Cell sum = new Cell();
        fold.totals().forEach((key, cell) -> {
            if (key.step() == step) {
                sum.add(cell);
            }
        });
        return sum;
    }

    List<RenderedRequest> sent() {
        return drivers.getFirst().sent;
    }

    static Exchange ok() {
        return new Exchange.HttpAnswer(
                200, "{\"access_token\":\"abc\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
