package io.belastbar.load.run;

import io.belastbar.load.engine.Driver;
import io.belastbar.load.engine.Fence;
import io.belastbar.load.engine.GoodAnswers;
import io.belastbar.load.engine.Lane;
import io.belastbar.load.engine.LaneSettings;
import io.belastbar.load.engine.LaneSnapshot;
import io.belastbar.load.engine.RowsOnce;
import io.belastbar.load.plan.ConnectionPlan;
import io.belastbar.load.plan.LaneRoom;
import io.belastbar.load.plan.LaneShare;
import io.belastbar.load.plan.LoadChange;
import io.belastbar.load.plan.LoadSizing;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.sample.RowCounts;
import io.belastbar.load.sample.SampleBuffer;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.report.Sentence;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * One load against its targets, on several event loops. Its methods wait: call them from a virtual thread. None of them waits
 * for ever: a lane that does not answer is a {@link LaneSilent}, and stopping and closing do without it.
 */
public final class LoadRun implements AutoCloseable {

    private static final long START_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final Duration ANSWER_MAX_AT_END = Duration.ofSeconds(5);
    /** For pauses of the machine, and those after failures. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final Sentence SILENT = new Sentence(
            "A thread of the load generator did not answer when the run was stopped: what it measured last is missing.",
            "Ein Faden des Lastgenerators antwortete nicht, als der Lauf beendet wurde: Was er zuletzt maß, fehlt.");

    private final Scenario scenario;
    private final LoadRunSettings settings;
    private final EventLoopGroup group;
    private final LoadSizing sizing;
    private final Fence fence = new Fence();
    private final List<LaneLoop> lanes = new ArrayList<>();
    private final RunTally tally;

    /**
     * Prepares the lanes; nothing is sent before {@link #start()}. The group is this run's own and ends with it.
     *
     * @param http null if no step needs it
     * @param sql null if no step needs it
     */
    public LoadRun(
            Scenario scenario, LoadRunSettings settings, EventLoopGroup group, LaneDrivers http, LaneDrivers sql) {
        this.scenario = scenario;
        this.settings = settings;
        this.group = group;
        this.sizing = sizing(scenario, settings);
        try {
            prepare(http, sql);
            this.tally = new RunTally(scenario, sizing, settings.timeout(), lanes);
        } catch (RuntimeException | Error failure) {
            // Nobody gets this run, so nobody could close it.
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw failure;
        }
    }

    private void prepare(LaneDrivers http, LaneDrivers sql) {
        int count = lanes(scenario, settings);
        LaneSettings.Shared shared = new LaneSettings.Shared(new RowsOnce(), fence, new GoodAnswers());
        for (int index = 0; index < count; index++) {
            LaneShare share = new LaneShare(index, count);
            EventLoop loop = group.next();
            Driver driver = new StepDrivers(
                    http == null ? null : http.on(loop, share),
                    sql == null ? null : sql.on(loop, share),
                    sizing,
                    share);
            LaneSettings lane = new LaneSettings(
                    sizing.room(share, settings.timeout()),
                    settings.maxRequestsPerSecond() / count,
                    settings.timeout(),
                    shared);
            lanes.add(new LaneLoop(scenario, share, lane, loop, driver));
        }
    }

    private static LoadSizing sizing(Scenario scenario, LoadRunSettings settings) {
        return new LoadSizing(scenario, settings.usersMax(), settings.connectionsMax());
    }

    /**
     * How many lanes a run will have, for those that make the group of event loops. No more than connections, neither to HTTP
     * nor to PostgreSQL: a lane without one could not send, and one more than the scenario says would be a lie.
     */
    public static int lanes(Scenario scenario, LoadRunSettings settings) {
        int most = Math.min(settings.lanes(), connections(scenario, settings).count());
        return Math.max(1, scenario.database() == null ? most : Math.min(most, sqlConnections(scenario, settings)));
    }

    /** How many connections a run will open at first, for those that make the drivers. */
    public static ConnectionPlan connections(Scenario scenario, LoadRunSettings settings) {
        return sizing(scenario, settings).connections(settings.timeout());
    }

    /** The same of connections to the database. */
    public static int sqlConnections(Scenario scenario, LoadRunSettings settings) {
        return sizing(scenario, settings)
                .sqlConnections(connections(scenario, settings).count());
    }

    /** Tries to open all connections, for at most this long; what is not open by then is opened when it is needed. */
    public void open(Duration patience) {
        List<CompletableFuture<Void>> opening =
                lanes.stream().map(LaneLoop::open).toList();
        try {
            CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new))
                    .get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException enough) {
            tally.note(new Sentence(
                    "Not all connections were open when the load began: the target took longer than "
                            + patience.toSeconds() + " s.",
                    "Nicht alle Verbindungen waren offen, als die Last begann: Das Ziel brauchte länger als "
                            + patience.toSeconds() + " s."));
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a lane could not open its connections", failure.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins the first stage on all lanes at the same instant; returns it, as of {@link System#nanoTime}. */
    public long start() {
        long origin = System.nanoTime() + START_AFTER_NANOS;
        tally.begin(origin);
        askAll(lane -> {
            lane.start(origin);
            return origin;
        });
        return origin;
    }

    /**
     * When a load that began at this origin has ended, or hangs; as of {@link System#nanoTime}. Whoever supervises it ends it
     * then.
     */
    public long hardEnd(long origin) {
        Duration longest = scenario.duration()
                .plus(sizing.longestAfterEnd(settings.timeout(), settings.maxRequestsPerSecond()))
                .plus(GRACE);
        return origin + longest.toNanos();
    }

    /**
     * Sends nothing after this instant, as of {@link System#nanoTime}, unless a later one is named before. The snapshot then
     * tells of a {@link Fence.Passed}.
     */
    public void sendUntil(long nanos) {
        fence.until(nanos);
    }

    /** Collects what was measured since the previous look; waits half a minute for a lane that does not answer. */
    public RunSnapshot snapshot() {
        List<LaneSnapshot> answered = answered(ANSWER_MAX);
        RunSnapshot look = tally.take(answered);
        return answered.contains(null)
                ? new RunSnapshot(look.seconds(), false, look.targetAbsent(), new LaneSilent(ANSWER_MAX))
                : look;
    }

    /** What each lane has measured; null of one that does not answer. */
    private List<LaneSnapshot> answered(Duration most) {
        List<CompletableFuture<LaneSnapshot>> answers = look();
        settle(answers, most);
        return answers.stream().map(LoadRun::orNull).toList();
    }

    private List<CompletableFuture<LaneSnapshot>> look() {
        List<CompletableFuture<LaneSnapshot>> answers = new ArrayList<>();
        for (int index = 0; index < lanes.size(); index++) {
            SampleBuffer emptied = tally.emptied(index);
            answers.add(lanes.get(index).ask(lane -> lane.snapshot(emptied)));
        }
        return answers;
    }

    /** What a reader of the result should know of how it came about. */
    public void note(Sentence note) {
        tally.note(note);
    }

    /** From now on until the planned end. */
    public void change(LoadChange change) {
        LoadSizing changed = sizing.after(change);
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (int index = 0; index < lanes.size(); index++) {
            LaneRoom room = changed.room(new LaneShare(index, lanes.size()), settings.timeout());
            answers.add(lanes.get(index).ask(lane -> {
                lane.change(change, room);
                return true;
            }));
        }
        answers.forEach(LoadRun::await);
        tally.changed(change, changed);
    }

    /**
     * Starts nothing new and does not wait for what is in flight; then closes the last second. What a lane measured that does
     * not answer any more is left out, and said to be.
     */
    public RunSnapshot stop() {
        lanes.forEach(lane -> lane.ask(each -> {
            each.stop();
            return true;
        }));
        List<LaneSnapshot> answered = answered(ANSWER_MAX_AT_END);
        if (answered.contains(null)) {
            tally.note(SILENT);
        } else {
            RowCounts rows = askAll(Lane::rows).stream().reduce(RowCounts::plus).orElseThrow();
            RowlessSteps.notes(scenario, rows).forEach(tally::note);
        }
        RunSnapshot rest = tally.take(answered);
        List<SecondResult> seconds = new ArrayList<>(rest.seconds());
        seconds.addAll(tally.closeRest());
        return new RunSnapshot(seconds, true, rest.targetAbsent(), rest.failure());
    }

    /** All that was measured so far. */
    public RunTally tally() {
        return tally;
    }

    public Scenario scenario() {
        return scenario;
    }

    @Override
    public void close() {
        try {
            settle(
                    lanes.stream()
                            .map(lane -> lane.ask(each -> {
                                each.close();
                                return true;
                            }))
                            .toList(),
                    ANSWER_MAX_AT_END);
        } finally {
            group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        }
    }

    /** Waits for all of them, for at most so long; however they end. */
    private static void settle(List<? extends CompletableFuture<?>> answers, Duration most) {
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .orTimeout(most.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(silentOrFailed -> null)
                .join();
    }

    private static <T> T orNull(CompletableFuture<T> answer) {
        return answer.state() == Future.State.SUCCESS ? answer.resultNow() : null;
    }

    private <T> List<T> askAll(Function<Lane, T> question) {
        List<CompletableFuture<T>> answers =
                lanes.stream().map(lane -> lane.ask(question)).toList();
        return answers.stream().map(LoadRun::await).toList();
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.orTimeout(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof TimeoutException ? new LaneSilent(ANSWER_MAX) : failure;
        }
    }
}
