package io.belastbar.resilience.measure;

import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.history.History;
import io.belastbar.resilience.measure.scan.LastStart;
import io.belastbar.resilience.measure.scan.LossScan;
import io.belastbar.resilience.measure.scan.OutageScan;
import io.belastbar.resilience.measure.sequence.SequenceRange;
import io.belastbar.resilience.measure.sequence.SequenceSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Holds what was acknowledged against what was read back. */
final class MeasureLoss {
    private static final int RANGES_SHOWN = 20;

    private final History history;
    private final SequenceSet acknowledged;
    private final SequenceSet present;
    private final ReadBackTime readBackTime;
    private final SequenceSet tooLate;
    private final SequenceSet lost;
    private final LossScan scan;
    private final OutageScan outage;

    MeasureLoss(History history, OutageScan outage) {
        this.history = history;
        this.outage = outage;
        acknowledged = history.sequences(EventKind.ACK);
        present = SequenceSet.of(history.readBack().orElse(List.of()));
        readBackTime = ReadBackTime.of(history, present);
        tooLate = readBackTime.acknowledgedLater();
        lost = history.readBack().isEmpty()
                ? SequenceSet.EMPTY
                : acknowledged.minus(tooLate).minus(present);
        var lastKept = new LastStart(outage.acknowledgedBefore().and(present));
        if (!lost.isEmpty()) {
            history.forEach(lastKept);
        }
        scan = new LossScan(lost, lastKept.at(), outage.recovery().orElse(Long.MAX_VALUE));
        if (!lost.isEmpty()) {
            history.forEach(scan);
        }
    }

    DataLoss measured() {
        if (history.readBack().isEmpty()) {
            return new DataLoss.Unknown(DataLoss.Why.NO_READ_BACK);
        }
        if (!tooLate.isEmpty() && acknowledged.size() == tooLate.size()) {
            return new DataLoss.Unknown(DataLoss.Why.READ_BACK_TOO_EARLY);
        }
        if (lost.isEmpty()) {
            return new DataLoss.Known(0, Duration.ZERO, List.of());
        }
        long latest = scan.latest().orElseThrow();
        long last = Math.max(outage.lastAcknowledged().orElse(latest), latest);
        return new DataLoss.Known(
                lost.size(), Duration.ofNanos(last - scan.oldest().orElseThrow()), lost.first(RANGES_SHOWN));
    }

    /** Of what was lost, what a former primary's data have. */
    Optional<Long> recoverable() {
        return measured() instanceof DataLoss.Known
                ? history.oldReadBack().map(old -> lost.and(SequenceSet.of(old)).size())
                : Optional.empty();
    }

    Writes writes() {
        SequenceSet doubtful = doubtful();
        return new Writes(
                history.sequences(EventKind.INVOKE).size(),
                acknowledged.size(),
                history.sequences(EventKind.FAIL).minus(acknowledged).size(),
                doubtful.size(),
                doubtful.and(present).size());
    }

    /** Of which nobody knows: said so, or without an end. */
    private SequenceSet doubtful() {
        return history.sequences(EventKind.INDETERMINATE)
                .or(history.sequences(EventKind.INVOKE).minus(history.ended()))
                .minus(acknowledged)
                .minus(history.sequences(EventKind.FAIL));
    }

    /** Rows of writes that nobody began, nor told an end of. */
    SequenceSet neverAttempted() {
        return present.minus(history.sequences(EventKind.INVOKE)).minus(history.ended());
    }

    SequenceSet failedYetStored() {
        return history.sequences(EventKind.FAIL).minus(acknowledged).and(present);
    }

    SequenceSet duplicates() {
        List<SequenceRange> read = history.readBack().orElse(List.of());
        return SequenceSet.repeated(read);
    }

    SequenceSet tooLate() {
        return tooLate;
    }

    SequenceSet readBeforeBegun() {
        return readBackTime.readBeforeBegun();
    }

    SequenceSet notAtEnd() {
        return scan.notAtEnd();
    }

    SequenceSet lostAfterRecovery() {
        return scan.afterRecovery();
    }
}
