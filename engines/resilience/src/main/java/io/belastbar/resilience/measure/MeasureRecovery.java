package io.belastbar.resilience.measure;

import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.history.History;
import io.belastbar.resilience.measure.scan.OutageScan;
import io.belastbar.resilience.measure.scan.StartGaps;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Measures how long writes were not possible, and what was lost, from what a probe saw. All comparisons are of times, so
 * that the order of lines has no say; at equal times a failure counts before an acknowledgement.
 */
public final class MeasureRecovery {
    /** How long writes must succeed until they count as possible again. */
    public static final Duration STABILITY = Duration.ofSeconds(5);

    private final long window;

    /** @param stability the stability window, more than zero */
    public MeasureRecovery(Duration stability) {
        if (stability.isZero() || stability.isNegative()) {
            throw new IllegalArgumentException("a stability window should be more than zero: was " + stability);
        }
        window = stability.toNanos();
    }

    public Measurement measure(History history) {
        OptionalLong inject = history.order().firstInjection();
        long end = history.order().lastWrite().orElse(0);
        var withoutEnd = history.sequences(EventKind.INVOKE).minus(history.ended());
        var outage = new OutageScan(inject.orElse(Long.MIN_VALUE), window, end, withoutEnd);
        history.forEach(outage);
        outage.finish();
        var loss = new MeasureLoss(history, outage);
        return new Measurement(
                timeline(inject, outage),
                inject.isEmpty()
                        ? new RecoveryTime.Unknown(RecoveryTime.Why.NO_INJECT)
                        : recoveryTime(history, outage, inject.getAsLong(), end),
                loss.measured(),
                loss.recoverable(),
                loss.writes(),
                new Notice(history, outage, loss).findings());
    }

    private static Timeline timeline(OptionalLong inject, OutageScan outage) {
        return new Timeline(
                duration(inject),
                inject.isEmpty() ? Optional.empty() : duration(outage.outage()),
                inject.isEmpty() ? Optional.empty() : duration(outage.recovery()),
                duration(outage.mark(EventKind.DETECTED)),
                duration(outage.mark(EventKind.DECIDED)),
                duration(outage.mark(EventKind.PROMOTED)),
                duration(outage.mark(EventKind.TRANSACTED)));
    }

    private RecoveryTime recoveryTime(History history, OutageScan outage, long inject, long end) {
        var gaps = new StartGaps(inject);
        history.forEach(gaps);
        if (outage.outage().isEmpty()) {
            return gaps.startedSince() && gaps.largest().isPresent()
                    ? new RecoveryTime.NoOutage(Duration.ofNanos(gaps.largest().getAsLong()))
                    : new RecoveryTime.Unknown(RecoveryTime.Why.NO_WRITE_AFTER_INJECT);
        }
        long begin = Math.min(outage.lastAcknowledged().orElse(inject), inject);
        OptionalLong recovery = outage.recovery();
        Optional<Duration> bound = duration(gaps.largest());
        if (recovery.isPresent()) {
            return new RecoveryTime.Measured(Duration.ofNanos(recovery.getAsLong() - begin), bound);
        }
        OptionalLong unproven = outage.unproven();
        return new RecoveryTime.NotReached(Duration.ofNanos(unproven.orElse(end) - begin), bound, unproven.isPresent());
    }

    static Optional<Duration> duration(OptionalLong nanos) {
        return nanos.isPresent() ? Optional.of(Duration.ofNanos(nanos.getAsLong())) : Optional.empty();
    }
}
