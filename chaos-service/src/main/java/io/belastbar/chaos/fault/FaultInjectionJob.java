package io.belastbar.chaos.fault;

import io.belastbar.web.problem.TargetNotAllowed;
import io.belastbar.web.problem.Unavailable;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Injects faults and takes them back. Imperative, for virtual threads: first the database, then the target, then the
 * database again, so that a process that dies anywhere leaves a row that the next sweep finds.
 */
@ApplicationScoped
public class FaultInjectionJob {
    private static final Logger LOG = Logger.getLogger(FaultInjectionJob.class);
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(10);

    private final FaultRepository faults;
    private final InsurerControlClient insurer;
    private final MeterRegistry metrics;
    private final InstantSource clock = InstantSource.system();

    FaultInjectionJob(FaultRepository faults, InsurerControlClient insurer, MeterRegistry metrics) {
        this.faults = faults;
        this.insurer = insurer;
        this.metrics = metrics;
    }

    /** Stores and injects; an {@link Unavailable} when the target did not confirm, and then it is cleared. */
    Fault start(String system, FaultOrder order, String by) throws InterruptedException {
        Fault planned = Fault.planned(UUID.randomUUID(), system, order, now(), by);
        await(faults.plan(planned));
        try {
            insurer.slowDown(planned.target(), planned.latencyMs(), planned.deadMan(now()));
        } catch (IOException | TargetNotAllowed failure) {
            LOG.warnf("fault not injected: faultId=%s target=%s reason=%s", planned.id(), planned.target(), failure);
            planned.notInjected().filter(failed -> move(planned, failed)).ifPresent(this::clear);
            throw new Unavailable(planned.target(), Duration.ofSeconds(5));
        }
        metrics.counter("belastbar.chaos.faults.injected", "type", planned.type())
                .increment();
        Fault active = planned.injected(now()).orElseThrow();
        // Somebody who cancelled meanwhile had the last word, but the target heard us last.
        return move(planned, active) ? active : clearAgain(planned);
    }

    /** Ends a fault at once; what is over stays over. */
    Optional<Fault> cancel(UUID id, String by) {
        Optional<Fault> found = await(faults.find(id));
        found.ifPresent(fault ->
                fault.cancelled(by).filter(clearing -> move(fault, clearing)).ifPresent(this::clear));
        return await(faults.find(id));
    }

    /** Clears everything that is due, and tries again what could not be cleared. */
    void sweep() {
        for (Fault fault : await(faults.underWay())) {
            Optional<Fault> due = fault.due(now());
            if (due.isPresent()) {
                due.filter(clearing -> move(fault, clearing)).ifPresent(this::clear);
            } else if (fault.state() instanceof FaultState.Clearing) {
                clear(fault);
            }
        }
    }

    private void clear(Fault clearing) {
        try {
            insurer.reset(clearing.target());
            Fault ended = clearing.cleared(now()).orElseThrow();
            if (move(clearing, ended)) {
                LOG.infof("fault cleared: faultId=%s target=%s", ended.id(), ended.target());
                metrics.counter("belastbar.chaos.faults.cleared", "type", ended.type())
                        .increment();
            }
        } catch (IOException | TargetNotAllowed failure) {
            metrics.counter("belastbar.chaos.clear.failures").increment();
            LOG.warnf("fault not cleared, trying again: faultId=%s reason=%s", clearing.id(), failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private Fault clearAgain(Fault planned) throws InterruptedException {
        Fault current = await(faults.find(planned.id())).orElseThrow();
        try {
            insurer.reset(planned.target());
        } catch (IOException failure) {
            LOG.warnf("fault may last until its dead-man limit: faultId=%s reason=%s", planned.id(), failure);
        }
        return current;
    }

    private boolean move(Fault from, Fault to) {
        return await(faults.move(from, to, now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(DATABASE_LIMIT);
    }
}
