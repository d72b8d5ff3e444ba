package io.belastbar.chaos.gameday.run;

import io.belastbar.chaos.fault.Fault;
import io.belastbar.chaos.fault.FaultState;
import io.belastbar.chaos.fault.Faults;
import io.belastbar.chaos.fault.driver.FaultDrivers;
import io.belastbar.chaos.gameday.machine.Happening;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.FailureMapper;
import io.belastbar.web.problem.DomainFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Takes back every fault of a game day, also while our own database is away. Blocks: for virtual threads. */
@ApplicationScoped
class UndoFaults {
    private static final Logger LOG = Logger.getLogger(UndoFaults.class);
    private static final Duration UNDONE_WITHIN = Duration.ofMinutes(1);
    private static final long PAUSE_MS = 200;

    private final Faults faults;
    private final FaultDrivers drivers;
    private final DoDeed deeds;

    UndoFaults(Faults faults, FaultDrivers drivers, DoDeed deeds) {
        this.faults = faults;
        this.drivers = drivers;
        this.deeds = deeds;
    }

    Happening.Cleared undo(ActiveGameDay day) throws InterruptedException {
        boolean all = together(day, faultsOf(day));
        deeds.endLoads(day);
        return new Happening.Cleared(all, all ? "" : "a target did not confirm; its own time limit ends the fault");
    }

    /**
     * Tells our own database what was taken back while it was away: nobody asks the target of a day that has ended, and
     * what counts as in force there forbids the next one. Throws what passes, when the database is away still.
     */
    void tell(ActiveGameDay day) {
        for (UUID id : faultsOf(day)) {
            try {
                faults.clear(id, day.startedBy());
            } catch (RuntimeException failure) {
                if (FailureMapper.isPassing(failure) || failure instanceof Await.Interrupted) {
                    throw failure;
                }
                LOG.errorf(failure, "fault not told: gameDayId=%s faultId=%s", day.id(), id);
            }
        }
    }

    private static List<UUID> faultsOf(ActiveGameDay day) {
        return day.runbook().steps().stream()
                .filter(step -> step.deed() instanceof Deed.Inject)
                .map(step -> day.faultOf(step.name()))
                .toList();
    }

    /** At once, so that a target that hangs holds up no other. */
    private boolean together(ActiveGameDay day, List<UUID> ids) throws InterruptedException {
        Set<UUID> over = ConcurrentHashMap.newKeySet();
        List<Thread> undoing = ids.stream()
                .map(id -> Thread.ofVirtual().name("undo-" + id).start(() -> {
                    try {
                        if (isOverInTime(day, id)) {
                            over.add(id);
                        }
                    } catch (InterruptedException left) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException failure) {
                        LOG.errorf(failure, "fault not taken back: gameDayId=%s faultId=%s", day.id(), id);
                    }
                }))
                .toList();
        try {
            for (Thread one : undoing) {
                one.join();
            }
        } catch (InterruptedException left) {
            undoing.forEach(Thread::interrupt);
            throw left;
        }
        return over.containsAll(ids);
    }

    private boolean isOverInTime(ActiveGameDay day, UUID id) throws InterruptedException {
        long begun = System.nanoTime();
        // By time and not by looks: each asks the target, and one that hangs answers none of them.
        while (!isOver(day, id)) {
            if (System.nanoTime() - begun > UNDONE_WITHIN.toNanos()) {
                return false;
            }
            Thread.sleep(PAUSE_MS);
        }
        return true;
    }

    private boolean isOver(ActiveGameDay day, UUID id) throws InterruptedException {
        try {
            return faults.clear(id, day.startedBy())
                    .filter(fault -> !(fault.state() instanceof FaultState.Ended))
                    .isEmpty();
        } catch (RuntimeException away) {
            if (!FailureMapper.isPassing(away)) {
                throw away;
            }
            return day.fault(id).isEmpty() || isClearedThere(day.fault(id).get());
        }
    }

    /** What the database says of it follows when it is back, before the day has ended. */
    private boolean isClearedThere(Fault fault) throws InterruptedException {
        try {
            drivers.of(fault.action()).clear(fault.id(), fault.action());
            return drivers.of(fault.action()).isCleared(fault.id(), fault.action());
        } catch (IOException | DomainFailure failure) {
            LOG.warnf("fault not cleared, trying again: faultId=%s reason=%s", fault.id(), failure);
            return false;
        }
    }
}
