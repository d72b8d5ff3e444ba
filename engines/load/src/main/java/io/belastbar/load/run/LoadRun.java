package io.belastbar.load.run;

import io.belastbar.load.engine.Driver;
import io.belastbar.load.engine.Lane;
import io.belastbar.load.engine.LaneSettings;
import io.belastbar.load.engine.LaneSnapshot;
import io.belastbar.load.plan.ConnectionPlan;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** One load against its targets, on several event loops. Its methods wait: call them from a virtual thread. */
public final class LoadRun implements AutoCloseable {

    private static final long START_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private final Scenario scenario;
    private final EventLoopGroup group;
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
        this.group = group;
        LoadSizing sizing = new LoadSizing(scenario, settings.usersMax(), settings.connectionsMax());
        ConnectionPlan connections = sizing.connections(settings.timeout());
        int count = lanes(scenario, settings);
        int users = sizing.users(settings.timeout());
        for (int index = 0; index < count; index++) {
            LaneShare share = new LaneShare(index, count);
            EventLoop loop = group.next();
            Driver driver = new StepDrivers(
                    http == null ? null : http.on(loop, share), sql == null ? null : sql.on(loop, share));
            LaneSettings lane = new LaneSettings(
                    Math.max(1, share.part(users)), settings.maxRequestsPerSecond() / count, settings.timeout());
            lanes.add(new LaneLoop(scenario, share, lane, loop, driver));
        }
        this.tally = new RunTally(scenario, connections, lanes);
    }

    /**
     * How many lanes a run will have, for those that make the group of event loops. No more than connections, neither to HTTP
     * nor to PostgreSQL: a lane without one could not send, and one more than the scenario says would be a lie.
     */
    public static int lanes(Scenario scenario, LoadRunSettings settings) {
        int connections = connections(scenario, settings).count();
        if (scenario.database() != null) {
            connections = Math.min(connections, LoadSizing.sqlConnections(scenario, connections));
        }
        return Math.max(1, Math.min(settings.lanes(), connections));
    }

    /** How many connections a run will have, for those that make the drivers. */
    public static ConnectionPlan connections(Scenario scenario, LoadRunSettings settings) {
        return new LoadSizing(scenario, settings.usersMax(), settings.connectionsMax()).connections(settings.timeout());
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

    /** Collects what was measured since the previous look. */
    public RunSnapshot snapshot() {
        List<CompletableFuture<LaneSnapshot>> answers = new ArrayList<>();
        for (int index = 0; index < lanes.size(); index++) {
            SampleBuffer emptied = tally.emptied(index);
            answers.add(lanes.get(index).ask(lane -> lane.snapshot(emptied)));
        }
        return tally.take(answers.stream().map(LoadRun::await).toList());
    }

    /** From now on until the planned end. */
    public void change(LoadChange change) {
        askAll(lane -> {
            lane.change(change);
            return true;
        });
        tally.changed(change);
    }

    /** Starts nothing new and does not wait for what is in flight; then closes the last second. */
    public RunSnapshot stop() {
        askAll(lane -> {
            lane.stop();
            return true;
        });
        RunSnapshot rest = snapshot();
        RowCounts rows = askAll(Lane::rows).stream().reduce(RowCounts::plus).orElseThrow();
        RowlessSteps.notes(scenario, rows).forEach(tally::note);
        List<SecondResult> seconds = new ArrayList<>(rest.seconds());
        seconds.addAll(tally.closeRest());
        return new RunSnapshot(seconds, true, rest.targetAbsent());
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
            askAll(lane -> {
                lane.close();
                return true;
            });
        } finally {
            group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        }
    }

    private <T> List<T> askAll(Function<Lane, T> question) {
        List<CompletableFuture<T>> answers =
                lanes.stream().map(lane -> lane.ask(question)).toList();
        return answers.stream().map(LoadRun::await).toList();
    }

    private static <T> T await(CompletableFuture<T> answer) {
        return answer.orTimeout(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS).join();
    }
}
