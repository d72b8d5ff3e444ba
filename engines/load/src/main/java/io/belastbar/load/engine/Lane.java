package io.belastbar.load.engine;

import io.belastbar.load.engine.Driver.DriverHealth;
import io.belastbar.load.plan.LaneRoom;
import io.belastbar.load.plan.LaneShare;
import io.belastbar.load.plan.LoadChange;
import io.belastbar.load.plan.RateCap;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.sample.RowCounts;
import io.belastbar.load.sample.SampleBuffer;
import io.belastbar.load.scenario.LoadModel;
import io.belastbar.load.scenario.Scenario;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;

/**
 * The load of one thread: who starts what when, and what was measured.
 *
 * <p>Every start has an <em>intended</em> instant that does not depend on how busy the generator is: the instant that
 * the plan gives to a user or an arrival, the completion of the previous answer, or that completion plus think time.
 * Response time counts from there (no coordinated omission by the generator), service time from the send. How late the
 * lane itself was is measured on every planned start and on a beat each ten milliseconds, missed beats included.
 */
public final class Lane {

    private static final long BEAT_NANOS = 10_000_000L;

    private final Scenario scenario;
    private final GuardedClock clock;
    private final Driver driver;
    private final LaneSettings settings;
    private final RandomGenerator random;
    private final RowsOnce once;
    private final TestData data;
    private final FlowDraw flows;
    private final List<String> tenants;
    private final RateCap cap;
    private final LaneFailures failures;
    private final FailurePacing pacing;
    private final RowCounts rows;
    private final Workload workload;
    private long[] skipped;
    private Histogram latenessMicros = new Histogram(3);
    private SampleBuffer samples = new SampleBuffer();
    private SampleBuffer spare = new SampleBuffer();
    private long origin;
    private long lastAnswer;
    private Absence absence = Absence.NONE;
    private long begun;
    private long waitedForUser;
    private long dropped;
    private long throttled;
    private int held;
    private int waitingMax;
    private Unfinished unfinished = Unfinished.NONE;
    private boolean started;
    private boolean stopped;

    public Lane(Scenario scenario, LaneShare share, LaneSettings settings, LaneClock clock, Driver driver) {
        this.scenario = scenario;
        this.clock = new GuardedClock(clock, this::stop);
        this.driver = driver;
        this.settings = settings;
        this.random = new SplittableRandom(scenario.seed() * 31 + share.index());
        this.once = settings.shared().once();
        this.pacing = new FailurePacing(settings.shared().good());
        this.data = new TestData(scenario.feeders(), share, once, random);
        this.tenants = scenario.tenants().labels();
        this.cap = Double.isInfinite(settings.maxRequestsPerSecond())
                ? null
                : new RateCap(settings.maxRequestsPerSecond());
        this.failures = new LaneFailures(settings.timeout());
        this.flows = new FlowDraw(scenario.flows(), driver, random);
        this.skipped = new long[scenario.sends().size() * tenants.size()];
        this.rows = new RowCounts(scenario.sends().size());
        this.workload = switch (scenario.load()) {
            case LoadModel.Closed closed -> new ClosedLoad(this, closed, share);
            case LoadModel.Open open ->
                new OpenLoad(
                        this,
                        open,
                        share,
                        settings.room().users(),
                        settings.timeout().toNanos());
        };
    }

    /** Opens the connections; {@code ready} runs on the lane's thread when all were tried. */
    public void open(Runnable ready) {
        driver.open(ready);
    }

    /** {@code originNanos} on the lane's clock is the start of the first stage. */
    public void start(long originNanos) {
        origin = originNanos;
        lastAnswer = originNanos;
        started = true;
        clock.run(() -> {
            driver.connections(settings.room().connections());
            workload.start(originNanos);
            beat(originNanos);
        });
    }

    /**
     * Starts nothing new, and notes what is in flight as {@linkplain ErrorClass#UNFINISHED unfinished}; an answer that still
     * comes is not counted.
     */
    public void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        long now = clock.nanos();
        workload.eachUser(user -> user.unfinished(now));
    }

    /**
     * From now on this load, with this room.
     *
     * @throws IllegalArgumentException if the load model knows no such change
     */
    public void change(LoadChange change, LaneRoom room) {
        workload.change(change, room.users(), clock.nanos());
        driver.connections(room.connections());
    }

    /** Takes away what was measured since the previous look; the previous look's buffer comes back empty. */
    public LaneSnapshot snapshot(SampleBuffer emptied) {
        SampleBuffer full = samples;
        samples = emptied == null ? spare : emptied;
        spare = emptied == null ? new SampleBuffer() : spare;
        Histogram lateness = latenessMicros;
        latenessMicros = new Histogram(3);
        long[] missing = skipped;
        skipped = new long[missing.length];
        DriverHealth health = driver.health();
        int max = Math.max(waitingMax, health.waitingMax());
        waitingMax = workload.waiting();
        boolean done = started && held == 0 && workload.exhausted(clock.nanos());
        return new LaneSnapshot(
                workload.users(),
                workload.waiting() + health.waiting(),
                max,
                waitedForUser,
                dropped,
                throttled,
                missing,
                done,
                lastAnswer,
                absence,
                new DataUse(begun, dataUsedUp() ? workload.unbegun() : 0, once.usedUpAtNanos()),
                unfinished,
                pacing.held(),
                clock.failure(),
                health,
                lateness,
                full,
                failures.take());
    }

    /** Closes the connections. */
    public void close() {
        stop();
        driver.close();
    }

    /** Of SQL steps, over the whole run; to be read when the lane has stopped. */
    public RowCounts rows() {
        return rows;
    }

    Scenario scenario() {
        return scenario;
    }

    Workload workload() {
        return workload;
    }

    RandomGenerator random() {
        return random;
    }

    FailurePacing pacing() {
        return pacing;
    }

    LaneFailures failures() {
        return failures;
    }

    boolean stopped() {
        return stopped;
    }

    long now() {
        return clock.nanos();
    }

    String tenantVariable() {
        return scenario.tenants().variable();
    }

    String tenantName(int tenant) {
        return tenants.get(tenant);
    }

    int tenantOf(long user, TestData.Row row) {
        String from = scenario.tenants().from();
        if (from != null) {
            return Math.max(0, tenants.indexOf(row.value(from)));
        }
        return (int) ((user - 1) % tenants.size());
    }

    /** For an iteration that begins; null if none is left, so that nobody begins any more. */
    TestData.Row nextRow() {
        TestData.Row row = data.next();
        if (row == null) {
            once.usedUp(clock.nanos());
        } else {
            begun++;
        }
        return row;
    }

    boolean dataUsedUp() {
        return once.usedUpAtNanos() != DataUse.NEVER;
    }

    PreparedFlow drawFlow() {
        return flows.next();
    }

    /** Without a look at how late it was. */
    void at(long nanos, Runnable action) {
        clock.at(nanos, action);
    }

    void plan(long nanos, Runnable action) {
        clock.at(nanos, () -> {
            late(clock.nanos() - nanos);
            action.run();
        });
    }

    void late(long nanos) {
        latenessMicros.recordValue(Math.max(0, nanos) / 1_000);
    }

    void queued(int size) {
        waitingMax = Math.max(waitingMax, size);
    }

    /** An arrival began that had to wait for a user; not counted where users only wait as the scenario wants them to. */
    void waitedForUser(long nanos) {
        waitedForUser += nanos > Driver.STARVED_NANOS && !driver.waitsAsAsked() ? 1 : 0;
    }

    void dropped() {
        dropped++;
    }

    void skipped(int step, int tenant) {
        skipped[step * tenants.size() + tenant]++;
    }

    /** Sends now, or as soon as the cap allows; the intended instant stays what it was. */
    void send(PreparedFlow.Send send, int tenant, long intended, UserSession session) {
        samples.start(send.index() * tenants.size() + tenant, intended);
        if (cap == null) {
            session.release();
            return;
        }
        long now = clock.nanos();
        long allowed = cap.reserve(now);
        if (allowed <= now) {
            session.release();
            return;
        }
        throttled++;
        held++;
        clock.at(allowed, () -> {
            held--;
            if (!stopped) {
                session.release();
            }
        });
    }

    void finished(
            int step,
            int tenant,
            long intended,
            long sent,
            long done,
            ErrorClass error,
            long bytesSent,
            long bytesReceived) {
        if (stopped) {
            return;
        }
        int cell = step * tenants.size() + tenant;
        samples.add(cell, done, done - intended, done - sent, error, bytesSent, bytesReceived);
        if (error != null && error.targetAbsent()) {
            absence = absence.with(error);
        } else if (error != ErrorClass.TIMEOUT && error != ErrorClass.OTHER) {
            absence = Absence.NONE;
            lastAnswer = done;
        }
    }

    /** A request that has waited since it was due, and waits no more because the lane is stopped. */
    void unfinished(int step, int tenant, long intended, long now) {
        unfinished = unfinished.with(now - intended);
        samples.add(step * tenants.size() + tenant, now, now - intended, 0, ErrorClass.UNFINISHED, 0, 0);
    }

    /** Whether the run may not send any more; the lane is stopped then. */
    boolean isFenced(long nowNanos) {
        boolean passed = settings.shared().fence().isPassed(nowNanos);
        if (passed) {
            clock.failed(new Fence.Passed());
        }
        return passed;
    }

    /** What somebody else calls has failed within the lane: it is stopped, and says why. */
    void failed(Throwable fault) {
        clock.failed(fault);
    }

    private void beat(long planned) {
        clock.at(planned, () -> {
            long now = clock.nanos();
            long next = planned;
            for (; next <= now; next += BEAT_NANOS) {
                late(now - next);
            }
            if (!stopped && next - origin < scenario.duration().toNanos()) {
                beat(next);
            }
        });
    }
}
