package io.belastbar.chaos.fault;

import io.belastbar.chaos.fault.action.FaultAction;
import io.belastbar.chaos.fault.admission.AdmitFault;
import io.belastbar.chaos.fault.driver.FaultDriver;
import io.belastbar.chaos.fault.driver.FaultDrivers;
import io.belastbar.chaos.killswitch.KillSwitchRepository;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.FailureMapper;
import io.belastbar.report.Sentence;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.TargetNotAllowed;
import io.belastbar.web.problem.Unavailable;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Injects faults and takes them back. Imperative, for virtual threads: first the database, then the target, then the
 * database again, so that a process that dies anywhere leaves a row that the next look finds.
 */
@ApplicationScoped
public class InjectFault {
    private static final Logger LOG = Logger.getLogger(InjectFault.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final FaultRepository faults;
    private final FaultDrivers drivers;
    private final AdmitFault admission;
    private final KillSwitchRepository killSwitch;
    private final MeterRegistry metrics;
    private final RandomGenerator chance = new SecureRandom();
    private final InstantSource clock = InstantSource.system();

    InjectFault(
            FaultRepository faults,
            FaultDrivers drivers,
            AdmitFault admission,
            KillSwitchRepository killSwitch,
            MeterRegistry metrics) {
        this.faults = faults;
        this.drivers = drivers;
        this.admission = admission;
        this.killSwitch = killSwitch;
        this.metrics = metrics;
    }

    /**
     * Stores and injects; an {@link Unavailable} when the target did not confirm, and then it is cleared. What somebody
     * cancelled meanwhile is answered as it stands: its reset forbids our command, whichever reaches the target first.
     */
    Fault start(FaultRequest request) throws InterruptedException {
        Optional<Fault> known = Await.of(faults.find(request.id()));
        if (known.isPresent()) {
            return known.get();
        }
        Fault planned = Fault.planned(settled(request), now());
        Await.of(faults.plan(planned));
        try {
            drivers.of(planned.action()).inject(planned.id(), planned.action(), planned.notAfter());
        } catch (IOException | TargetNotAllowed failure) {
            return notInjected(planned, failure);
        }
        metrics.counter("belastbar.chaos.faults.injected", "type", planned.type())
                .increment();
        Fault active = planned.injected(now()).orElseThrow();
        return move(planned, active) ? active : takenBackMeanwhile(planned);
    }

    /** Its undo may have been there before our command, and then nothing of the target's knew that it is over. */
    private Fault takenBackMeanwhile(Fault planned) throws InterruptedException {
        try {
            drivers.of(planned.action()).clear(planned.id(), planned.action());
        } catch (IOException | TargetNotAllowed failure) {
            LOG.warnf("late injection not taken back: faultId=%s reason=%s", planned.id(), failure);
        }
        return Await.of(faults.find(planned.id())).orElseThrow();
    }

    private FaultRequest settled(FaultRequest request) throws InterruptedException {
        require(request);
        FaultAction action = request.action();
        try {
            return request.settled(drivers.of(action).settle(request.system(), action, chance));
        } catch (IOException silent) {
            throw new Unavailable(action.target(), silent.getMessage(), TRY_AGAIN);
        }
    }

    /** Refuses what may not be broken, or cannot be; changes nothing that is to be broken. */
    void require(FaultRequest request) throws InterruptedException {
        FaultAction action = request.action();
        admission.require(request.system(), action, request.duration(), request.by());
        Optional<Sentence> impossible = drivers.of(action).impossible(request.system(), action);
        if (impossible.isPresent()) {
            throw new Conflict(impossible.get());
        }
    }

    private Fault notInjected(Fault planned, Exception failure) throws InterruptedException {
        LOG.warnf("fault not injected: faultId=%s target=%s reason=%s", planned.id(), planned.target(), failure);
        planned.notInjected().filter(failed -> move(planned, failed)).ifPresent(this::clear);
        return Await.of(faults.find(planned.id()))
                .filter(Fault::isCancelled)
                .orElseThrow(() -> new Unavailable(planned.target(), TRY_AGAIN));
    }

    /**
     * Ends a fault at once; what is over stays over. What somebody else is taking back is taken back here as well: when this
     * answers, the target was asked.
     */
    Optional<Fault> cancel(UUID id, String by) {
        Optional<Fault> found = Await.of(faults.find(id));
        // Once more for each who was faster: a fault only goes on, from planned to ended.
        while (found.flatMap(fault -> fault.cancelled(by).map(clearing -> !move(fault, clearing)))
                .orElse(false)) {
            found = Await.of(faults.find(id));
        }
        Await.of(faults.find(id))
                .filter(fault -> fault.state() instanceof FaultState.Clearing)
                .ifPresent(this::clear);
        return Await.of(faults.find(id));
    }

    /** Does what time asks of a fault, and tries again what could not be cleared; false when it is over. */
    boolean look(UUID id) {
        try {
            return Await.of(faults.find(id))
                    .filter(fault -> !fault.isOver())
                    .map(this::look)
                    .isPresent();
        } catch (RuntimeException failure) {
            if (!FailureMapper.isPassing(failure) && !(failure instanceof Await.Interrupted)) {
                metrics.counter("belastbar.chaos.clear.failures").increment();
            }
            throw failure;
        }
    }

    private Fault look(Fault fault) {
        Optional<Fault> due = fault.due(now()).or(() -> pulled(fault));
        if (due.isPresent()) {
            due.filter(clearing -> move(fault, clearing)).ifPresent(this::clear);
        } else if (fault.state() instanceof FaultState.Clearing) {
            clear(fault);
        }
        return fault;
    }

    /** Whoever pulled the kill switch may have died before everything was ended. */
    private Optional<Fault> pulled(Fault fault) {
        return Await.of(killSwitch.inForce()).flatMap(pulled -> fault.cancelled(pulled.pulledBy()));
    }

    private void clear(Fault clearing) {
        try {
            FaultDriver<FaultAction> driver = drivers.of(clearing.action());
            driver.clear(clearing.id(), clearing.action());
            if (!driver.isCleared(clearing.id(), clearing.action())) {
                throw new IOException(clearing.target() + " still has it");
            }
            end(clearing, clearing.cleared(now()));
        } catch (IOException | TargetNotAllowed failure) {
            metrics.counter("belastbar.chaos.clear.failures").increment();
            LOG.warnf("fault not cleared, trying again: faultId=%s reason=%s", clearing.id(), failure);
            end(clearing, clearing.outlived(now()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Fault clearing, Optional<Fault> ended) {
        if (ended.filter(end -> move(clearing, end)).isPresent()) {
            LOG.infof("fault cleared: faultId=%s target=%s", clearing.id(), clearing.target());
            metrics.counter("belastbar.chaos.faults.cleared", "type", clearing.type())
                    .increment();
        }
    }

    private boolean move(Fault from, Fault to) {
        return Await.of(faults.move(from, to, now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
