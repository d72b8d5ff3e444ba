package io.belastbar.load.run;

import io.belastbar.load.engine.Absence;
import io.belastbar.load.engine.DataUse;
import io.belastbar.load.engine.HeldBack;
import io.belastbar.load.engine.LaneSnapshot;
import io.belastbar.load.engine.Unfinished;
import io.belastbar.load.failure.FailureLog;
import io.belastbar.load.plan.ChangeNotes;
import io.belastbar.load.plan.ConnectionPlan;
import io.belastbar.load.plan.LoadChange;
import io.belastbar.load.plan.LoadSizing;
import io.belastbar.load.plan.RatePlan;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.GeneratorReport.Shortfall;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.sample.SampleBuffer;
import io.belastbar.load.sample.SecondFold;
import io.belastbar.load.scenario.LoadModel;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.shortfall.DataShortfall;
import io.belastbar.load.shortfall.WaitShortfall;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Adds up what the lanes measured, second by second, and what the generator saw of itself. For one thread. */
public final class RunTally {

    private static final long SECOND_NANOS = 1_000_000_000L;
    /** Fewer failed connections than this say nothing about the target. */
    private static final long ABSENCES_MIN = 3;

    private final Scenario scenario;
    private final Duration timeout;
    private final ConnectionPlan connections;
    private final List<LaneLoop> lanes;
    private final SampleBuffer[] emptied;
    private final Histogram latenessMicros = new Histogram(3);
    private final List<Sentence> notes = new ArrayList<>();
    private final ChangeNotes changes = new ChangeNotes();
    private final FailureLog failures = new FailureLog();
    private Histogram intervalLateness = new Histogram(3);
    private ProcessorWatch processors;
    private LoadSizing sizing;
    private RatePlan plan;
    private SecondFold fold;
    private long originNanos;
    private long dropped;
    private long throttled;
    private long droppedBefore;
    private long throttledBefore;
    private int connectionsMax;
    private int waitingMax;
    private int secondsWithWaiting;
    private int secondsSaturated;
    private double laneMax = -1;
    private double processMax = -1;
    private List<LaneSnapshot> latest = List.of();

    RunTally(Scenario scenario, LoadSizing sizing, Duration timeout, List<LaneLoop> lanes) {
        this.scenario = scenario;
        this.timeout = timeout;
        this.sizing = sizing;
        this.connections = sizing.connections(timeout);
        this.lanes = lanes;
        this.emptied = new SampleBuffer[lanes.size()];
        this.plan = new RatePlan(scenario.load() instanceof LoadModel.Open open ? open.stages() : List.of());
    }

    void begin(long origin) {
        originNanos = origin;
        fold = new SecondFold(
                origin, scenario.sends().size(), scenario.tenants().labels().size());
        processors = new ProcessorWatch(lanes);
    }

    void note(Sentence note) {
        notes.add(note);
    }

    /** A buffer that the lane may fill next; null at first. */
    SampleBuffer emptied(int lane) {
        return emptied[lane];
    }

    /** One for each lane; null for one that does not answer, which stands where it stood. */
    RunSnapshot take(List<LaneSnapshot> snapshots) {
        long now = System.nanoTime();
        List<LaneSnapshot> before = latest;
        latest = new ArrayList<>();
        for (int index = 0; index < snapshots.size(); index++) {
            LaneSnapshot lane = snapshots.get(index);
            emptied[index] = lane == null ? null : lane.samples();
            if (lane != null) {
                latest.add(lane);
                fold(lane);
            } else if (index < before.size()) {
                latest.add(before.get(index));
            }
        }
        dropped = sum(LaneSnapshot::dropped);
        throttled = sum(LaneSnapshot::throttled);
        List<SecondResult> closed = new ArrayList<>();
        long over = (now - originNanos) / SECOND_NANOS;
        while (fold.next() < over) {
            closed.add(close());
        }
        boolean done = !snapshots.contains(null) && snapshots.stream().allMatch(LaneSnapshot::done);
        Throwable failure = latest.stream()
                .map(LaneSnapshot::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new RunSnapshot(closed, done, absent(latest, now), failure);
    }

    private void fold(LaneSnapshot lane) {
        fold.fold(lane.samples());
        for (int cell = 0; cell < lane.skipped().length; cell++) {
            if (lane.skipped()[cell] > 0) {
                fold.skipped(cell, lane.skipped()[cell]);
            }
        }
        lane.failures().forEach(failures::add);
        latenessMicros.add(lane.latenessMicros());
        intervalLateness.add(lane.latenessMicros());
    }

    /** The second that is not over yet, if it holds anything. */
    List<SecondResult> closeRest() {
        SecondResult rest = close();
        return rest.cells().isEmpty() ? List.of() : List.of(rest);
    }

    private SecondResult close() {
        ProcessorWatch.Use use = processors.look();
        int open = latest.stream().mapToInt(lane -> lane.driver().open()).sum();
        int waiting = latest.stream().mapToInt(LaneSnapshot::waiting).sum();
        int max = latest.stream().mapToInt(LaneSnapshot::waitingMax).sum();
        connectionsMax = Math.max(connectionsMax, open);
        waitingMax = Math.max(waitingMax, max);
        secondsWithWaiting += max > 0 ? 1 : 0;
        secondsSaturated += use.busiestLane() > GeneratorNotes.SATURATED ? 1 : 0;
        laneMax = Math.max(laneMax, use.busiestLane());
        processMax = Math.max(processMax, use.process());
        GeneratorSecond generator = new GeneratorSecond(
                percentile(intervalLateness, 99),
                intervalLateness.getMaxValue(),
                dropped - droppedBefore,
                throttled - throttledBefore,
                use.busiestLane(),
                use.process(),
                open,
                waiting);
        droppedBefore = dropped;
        throttledBefore = throttled;
        intervalLateness = new Histogram(3);
        int users = latest.stream().mapToInt(LaneSnapshot::users).sum();
        return fold.close(users, planned(fold.next()), generator);
    }

    /** Somebody changed the load: what is planned from now on is another thing. */
    void changed(LoadChange change, LoadSizing after) {
        sizing = after;
        Duration since = Duration.ofNanos(Math.max(0, System.nanoTime() - originNanos));
        if (change instanceof LoadChange.Rate(double perSecond)) {
            plan = plan.changedAt(since.toNanos(), perSecond);
        }
        changes.add(change, since);
    }

    private static boolean limitsWholeThroughput(Threshold threshold) {
        return threshold.window() == null && threshold.condition().measure() == Measure.Tally.THROUGHPUT;
    }

    private double planned(int second) {
        return plan.arrivalsBy((second + 1) * SECOND_NANOS) - plan.arrivalsBy(second * SECOND_NANOS);
    }

    private static TargetAbsence absent(List<LaneSnapshot> lanes, long nowNanos) {
        long absences =
                lanes.stream().mapToLong(lane -> lane.absence().requests()).sum();
        if (absences < ABSENCES_MIN) {
            return TargetAbsence.NONE;
        }
        long lastAnswer =
                lanes.stream().mapToLong(LaneSnapshot::lastAnswerNanos).max().orElse(nowNanos);
        Absence most = lanes.stream()
                .map(LaneSnapshot::absence)
                .max(Comparator.comparingLong(Absence::requests))
                .orElseThrow();
        return new TargetAbsence(Duration.ofNanos(Math.max(0, nowNanos - lastAnswer)), most.latest());
    }

    private static long percentile(Histogram micros, double percent) {
        return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percent);
    }

    /** By step and tenant; belongs to this tally. */
    public Map<CellKey, Cell> totals() {
        return fold.totals();
    }

    /** What a cause's step is called. */
    public String stepName(int step) {
        return scenario.sends().get(step).name();
    }

    /** Why requests failed so far. */
    public List<FailureCause> failures() {
        return failures.causes();
    }

    /** The steps in the order of the cells' indexes. */
    public static List<StepInfo> steps(Scenario scenario) {
        return scenario.sends().stream()
                .map(step -> new StepInfo(step.name(), step.endpoint(), step.tag()))
                .toList();
    }

    /** What the generator can say about itself so far. */
    public GeneratorReport generator() {
        List<Sentence> all = new ArrayList<>();
        all.add(connections.explanation());
        all.addAll(changes.sentences(scenario.thresholds().stream().anyMatch(RunTally::limitsWholeThroughput)));
        all.addAll(notes);
        all.addAll(seen().sentences());
        return new GeneratorReport(
                percentile(latenessMicros, 99) / 1e3,
                latenessMicros.getMaxValue() / 1e3,
                dropped,
                throttled,
                laneMax,
                processMax,
                connectionsMax,
                all.stream().map(Sentence::english).toList(),
                all.stream().map(Sentence::german).toList(),
                shortfalls());
    }

    private GeneratorNotes seen() {
        boolean both = scenario.target() != null && scenario.database() != null;
        long longestNanos = latest.stream()
                .mapToLong(lane -> lane.unfinished().longestNanos())
                .max()
                .orElse(0);
        return new GeneratorNotes(
                new GeneratorNotes.Connections(
                        connections.count() + (both ? sizing.sqlConnections(connections.count()) : 0), connectionsMax),
                new GeneratorNotes.Waiting(secondsWithWaiting, waitingMax),
                secondsSaturated,
                new Unfinished(sum(lane -> lane.unfinished().count()), longestNanos),
                latest.stream().map(LaneSnapshot::heldBack).reduce(HeldBack.NONE, HeldBack::plus));
    }

    private List<Shortfall> shortfalls() {
        List<DataUse> data = latest.stream().map(LaneSnapshot::data).toList();
        WaitShortfall waits = new WaitShortfall(scenario, sizing, timeout, lanes.size());
        long requests =
                totals().values().stream().mapToLong(Cell::intendedStarts).sum();
        long starved = sum(lane -> lane.driver().starved());
        long begun = sum(lane -> lane.data().begun());
        return Stream.of(
                        waits.connections(starved, requests),
                        waits.users(sum(LaneSnapshot::waitedForUser), begun),
                        DataShortfall.of(scenario.load(), data, originNanos))
                .flatMap(Optional::stream)
                .toList();
    }

    private long sum(ToLongFunction<LaneSnapshot> figure) {
        return latest.stream().mapToLong(figure).sum();
    }
}
