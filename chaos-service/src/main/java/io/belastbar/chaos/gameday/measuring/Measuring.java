package io.belastbar.chaos.gameday.measuring;

import static java.lang.System.Logger.Level.WARNING;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.alerted.AlertReceived;
import io.belastbar.chaos.expectation.breaker.BreakerState;
import io.belastbar.chaos.measure.ProbeOrder;
import io.belastbar.chaos.measure.Probes;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Measure;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.Step;
import io.belastbar.contracts.BreakerStatus;
import io.belastbar.resilience.measure.DataLoss;
import io.belastbar.resilience.measure.RecoveryTime;
import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.web.problem.DomainFailure;
import io.belastbar.web.problem.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Measures the outage of a game day whose runbook asks for it: from the beginning of the exercise until everything is
 * taken back. Does nothing for others. Blocks where it says so: for virtual threads.
 */
@ApplicationScoped
public class Measuring {
    private static final System.Logger LOG = System.getLogger(Measuring.class.getName());
    private static final Duration BEGUN_WITHIN = Duration.ofSeconds(30);
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(20);
    /** Beside the stability window: what becomes well again by the undoing may take some time. */
    private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(30);

    private static final long LOOK_MS = 20;
    private static final long PAUSE_MS = 250;

    private final Probes probes;
    private final OldPrimaryClient oldPrimary;
    private final Map<UUID, FutureTask<Boolean>> beginnings = new ConcurrentHashMap<>();

    Measuring(Probes probes, OldPrimaryClient oldPrimary) {
        this.probes = probes;
        this.oldPrimary = oldPrimary;
    }

    static ProbeOrder order(Runbook runbook, Measure measure) {
        return ProbeOrders.of(measure, runbook.purpose());
    }

    /** Begins to write to the database. Does not wait; the first injection does. */
    public void begin(UUID gameDay, Runbook runbook) {
        runbook.measure()
                .ifPresent(measure -> inBackground(gameDay, () -> {
                    probes.start(gameDay, order(runbook, measure));
                    awaitWritten(gameDay, measure);
                    return true;
                }));
    }

    /** Goes on where another instance was lost, if its history is here. Does not wait. */
    public void takeUp(UUID gameDay, Runbook runbook) {
        runbook.measure()
                .ifPresent(measure -> inBackground(gameDay, () -> probes.goOn(gameDay, order(runbook, measure))));
    }

    // Not one of the game day's hands: what it leaves off, the measuring goes on through.
    private void inBackground(UUID gameDay, Callable<Boolean> work) {
        FutureTask<Boolean> task = new FutureTask<>(work);
        if (beginnings.putIfAbsent(gameDay, task) == null) {
            Thread.ofVirtual().start(task);
        }
    }

    private void awaitWritten(UUID gameDay, Measure measure) throws InterruptedException {
        long end = System.nanoTime() + WRITTEN_WITHIN.toNanos();
        while (!probes.hasAcknowledged(gameDay)) {
            if (System.nanoTime() - end > 0) {
                throw new Unavailable(
                        "database " + measure.target(), "it took no write of the probe", Duration.ofSeconds(2));
            }
            Thread.sleep(LOOK_MS);
        }
    }

    /**
     * Notes what a step is about to do. Before a fault that begins the outage it waits until the probe writes: what is
     * not measured is not broken.
     *
     * @throws DomainFailure if the database cannot be probed
     */
    public void before(UUID gameDay, Runbook runbook, Step step) throws InterruptedException {
        Measure measure = runbook.measure().orElse(null);
        if (measure == null) {
            return;
        }
        if (step.deed() instanceof Deed.Inject && measure.countsFrom(step.name())) {
            requireBegun(gameDay);
            probes.mark(gameDay, EventKind.INJECT);
            return;
        }
        // Whatever a step does, from silencing the replication on: the probe's table is there before.
        notBegun(gameDay);
        if (isPromotion(step)) {
            note(gameDay, EventKind.DECIDED);
        }
    }

    private void requireBegun(UUID gameDay) throws InterruptedException {
        FutureTask<Boolean> beginning = beginnings.get(gameDay);
        if (beginning == null) {
            throw new Unavailable("the probe", "it was not begun", Duration.ofSeconds(2));
        }
        try {
            beginning.get(BEGUN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (TimeoutException hanging) {
            throw new Unavailable("the probe", "it was not begun in time", Duration.ofSeconds(2));
        }
    }

    /** Notes what a step has done, or a check has found. */
    public void done(UUID gameDay, Runbook runbook, Step step) {
        runbook.measure().ifPresent(measure -> {
            if (isPromotion(step)) {
                note(gameDay, EventKind.PROMOTED);
            } else if (measure.transaction().filter(step.name()::equals).isPresent()) {
                note(gameDay, EventKind.TRANSACTED);
            } else if (step.deed() instanceof Deed.Check check) {
                met(gameDay, runbook, check.expectation());
            }
        });
    }

    /** Notes that something was seen that tells of an outage: an alert, an open breaker. */
    public void met(UUID gameDay, Runbook runbook, Expectation expectation) {
        boolean tells = expectation instanceof AlertReceived
                || expectation instanceof BreakerState breaker && breaker.state() == BreakerStatus.OPEN;
        if (tells && runbook.measure().isPresent()) {
            note(gameDay, EventKind.DETECTED);
        }
    }

    private static boolean isPromotion(Step step) {
        return step.deed() instanceof Deed.Operate operate && operate.operation() == Deed.Operation.PROMOTE;
    }

    /** Figures beside the recovery time: a game day does not fail for them. */
    private void note(UUID gameDay, EventKind kind) {
        try {
            if (probes.isRunning(gameDay)) {
                probes.mark(gameDay, kind);
            }
        } catch (DomainFailure full) {
            LOG.log(WARNING, "not noted: gameDayId=" + gameDay + " event=" + kind + " reason=" + full.getMessage());
        }
    }

    /**
     * Waits until writes have been possible for the stability window, or some time longer; then ends the writing, reads
     * back what is there, and judges.
     */
    public Measured end(UUID gameDay, Runbook runbook) throws InterruptedException {
        Measure measure = runbook.measure().orElseThrow();
        ProbeOrder order = order(runbook, measure);
        try {
            Optional<String> notBegun = notBegun(gameDay);
            if (!probes.isRunning(gameDay) && !probes.goOn(gameDay, order)) {
                return Measured.unknown(notBegun.orElse("there is no history of the probe at this instance"));
            }
            awaitRecovered(gameDay, order);
            List<String> reasons = new ArrayList<>(probes.end(gameDay));
            measure.oldPrimary()
                    .filter(old -> isSomethingLost(gameDay))
                    .flatMap(old -> readOld(gameDay, old, order))
                    .ifPresent(reasons::add);
            return Measured.of(probes.judge(gameDay).json(), reasons);
        } catch (DomainFailure failure) {
            return Measured.unknown(failure.getMessage());
        }
    }

    private Optional<String> notBegun(UUID gameDay) throws InterruptedException {
        if (!beginnings.containsKey(gameDay)) {
            return Optional.empty();
        }
        try {
            requireBegun(gameDay);
            return Optional.empty();
        } catch (DomainFailure failed) {
            return Optional.of(failed.getMessage());
        }
    }

    private void awaitRecovered(UUID gameDay, ProbeOrder order) throws InterruptedException {
        long limit = order.stability().plus(RECOVERED_WITHIN).toNanos();
        long begun = System.nanoTime();
        while (probes.soFar(gameDay).recoveryTime() instanceof RecoveryTime.NotReached
                && System.nanoTime() - begun < limit) {
            Thread.sleep(PAUSE_MS);
        }
    }

    private boolean isSomethingLost(UUID gameDay) {
        return probes.soFar(gameDay).dataLoss() instanceof DataLoss.Known loss && loss.rows() > 0;
    }

    private Optional<String> readOld(UUID gameDay, Measure.OldPrimary old, ProbeOrder order) {
        try {
            probes.noteOld(gameDay, oldPrimary.read(gameDay, old, order));
            return Optional.empty();
        } catch (IOException | SQLException | DomainFailure failure) {
            return Optional.of("nobody could read what the former primary has: " + failure.getMessage());
        } catch (InterruptedException left) {
            Thread.currentThread().interrupt();
            return Optional.of("nobody could read what the former primary has: it was left off");
        }
    }

    /**
     * Lets go of a probe that nobody ended.
     *
     * @param over whether the game day is; else another instance goes on
     */
    public void leave(UUID gameDay, boolean over) {
        FutureTask<Boolean> beginning = beginnings.remove(gameDay);
        if (beginning == null) {
            return;
        }
        Thread.ofVirtual().start(() -> {
            try {
                beginning.get(BEGUN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException notBegun) {
                LOG.log(WARNING, "probe not begun: gameDayId=" + gameDay + " reason=" + notBegun);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            leaveNow(gameDay, over);
        });
    }

    private void leaveNow(UUID gameDay, boolean over) {
        try {
            probes.leave(gameDay, over);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
