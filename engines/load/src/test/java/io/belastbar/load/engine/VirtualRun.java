package io.belastbar.load.engine;

import io.belastbar.load.failure.FailureLog;
import io.belastbar.load.plan.LaneRoom;
import io.belastbar.load.plan.LaneShare;
import io.belastbar.load.plan.LoadChange;
import io.belastbar.load.plan.LoadSizing;
import io.belastbar.load.result.Cell;
import io.belastbar.load.sample.SecondFold;
import io.belastbar.load.scenario.RenderedRequest;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.ToIntFunction;
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
    final Fence fence = new Fence();
    final FailureLog failures = new FailureLog();
    HeldBack heldBack = HeldBack.NONE;
    private final BiFunction<LaneShare, Optional<LoadChange>, LaneRoom> room;
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
        this(yaml, lanes, connections, answeredAt, answer, Terms.DEFAULT);
    }

    /** With so many connections a lane, whatever the load. */
    VirtualRun(
            String yaml,
            int lanes,
            int connections,
            LongUnaryOperator answeredAt,
            Function<RenderedRequest, Exchange> answer,
            Terms terms) {
        this(
                ScenarioParser.parse(yaml, ScenarioLimits.DEFAULT),
                lanes,
                share -> connections,
                target(answeredAt, answer),
                terms,
                (share, change) -> new LaneRoom(terms.users(), connections));
    }

    /** With unlimited connections to this target. */
    VirtualRun(String yaml, int lanes, SimulatedDriver.Target target) {
        this(
                ScenarioParser.parse(yaml, ScenarioLimits.DEFAULT),
                lanes,
                share -> Integer.MAX_VALUE,
                target,
                Terms.DEFAULT,
                (share, change) -> new LaneRoom(Terms.DEFAULT.users(), Integer.MAX_VALUE));
    }

    private static SimulatedDriver.Target target(
            LongUnaryOperator answeredAt, Function<RenderedRequest, Exchange> answer) {
        return (request, sent) -> new SimulatedDriver.Answer(answeredAt.applyAsLong(sent), () -> answer.apply(request));
    }

    /** With users and connections as a real run plans them, of at most so many; 200 for everything. */
    static VirtualRun planned(String yaml, int lanes, int most, LongUnaryOperator answeredAt) {
        Scenario scenario = ScenarioParser.parse(yaml, ScenarioLimits.DEFAULT);
        Duration timeout = Terms.DEFAULT.timeout();
        LoadSizing sizing = new LoadSizing(scenario, most, most);
        return new VirtualRun(
                scenario,
                lanes,
                share -> share.part(sizing.connections(timeout).count()),
                target(answeredAt, request -> ok()),
                Terms.DEFAULT,
                (share, change) -> change.map(sizing::after).orElse(sizing).room(share, timeout));
    }

    private VirtualRun(
            Scenario scenario,
            int lanes,
            ToIntFunction<LaneShare> connections,
            SimulatedDriver.Target target,
            Terms terms,
            BiFunction<LaneShare, Optional<LoadChange>, LaneRoom> room) {
        this.scenario = scenario;
        this.room = room;
        LaneSettings.Shared shared = new LaneSettings.Shared(new RowsOnce(), fence, new GoodAnswers());
        for (int index = 0; index < lanes; index++) {
            LaneShare share = new LaneShare(index, lanes);
            SimulatedDriver driver = new SimulatedDriver(clock, connections.applyAsInt(share), target);
            drivers.add(driver);
            LaneSettings settings =
                    new LaneSettings(room.apply(share, Optional.empty()), terms.cap(), terms.timeout(), shared);
            this.lanes.add(new Lane(scenario, share, settings, clock, driver));
        }
        this.fold = new SecondFold(
                0, scenario.sends().size(), scenario.tenants().labels().size());
    }

    /** What a lane is held to: users at once in an open load, requests per second, and the time-out. */
    record Terms(int users, double cap, Duration timeout) {
        static final Terms DEFAULT = new Terms(10_000, Double.POSITIVE_INFINITY, Duration.ofSeconds(30));
    }

    /** As somebody who changes the load of a running test. */
    void change(LoadChange change) {
        for (int index = 0; index < lanes.size(); index++) {
            LaneShare share = new LaneShare(index, lanes.size());
            lanes.get(index).change(change, room.apply(share, Optional.of(change)));
        }
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
        heldBack = HeldBack.NONE;
        for (Lane lane : lanes) {
            latest = lane.snapshot(null);
            heldBack = heldBack.plus(latest.heldBack());
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
