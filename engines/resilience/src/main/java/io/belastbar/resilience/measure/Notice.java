package io.belastbar.resilience.measure;

import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.history.History;
import io.belastbar.resilience.measure.scan.OutageScan;
import io.belastbar.resilience.measure.sequence.SequenceSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notices what else a history says, the gravest first. */
final class Notice {
    private final History history;
    private final OutageScan outage;
    private final MeasureLoss loss;
    private final List<Finding> findings = new ArrayList<>();

    Notice(History history, OutageScan outage, MeasureLoss loss) {
        this.history = history;
        this.outage = outage;
        this.loss = loss;
    }

    List<Finding> findings() {
        data();
        if (history.order().injections() > 0) {
            time();
        }
        form();
        return findings;
    }

    private void data() {
        writes(FindingKind.LOSS_NOT_AT_END, loss.notAtEnd());
        writes(FindingKind.LOST_AFTER_RECOVERY, loss.lostAfterRecovery());
        writes(FindingKind.DUPLICATES, loss.duplicates());
        writes(FindingKind.FAILED_YET_STORED, loss.failedYetStored());
        writes(FindingKind.NEVER_ATTEMPTED, loss.neverAttempted());
        writes(FindingKind.ACKNOWLEDGED_AFTER_READ_BACK, loss.tooLate());
        writes(FindingKind.READ_BEFORE_BEGUN, loss.readBeforeBegun());
    }

    private void time() {
        if (outage.troublesAfterRecovery() > 0) {
            findings.add(Finding.ofCount(
                    FindingKind.TROUBLE_AFTER_RECOVERY,
                    outage.troublesAfterRecovery(),
                    MeasureRecovery.duration(outage.troubleAfterRecovery())));
        }
        if (outage.troublesBeforeInject() > 0) {
            findings.add(Finding.ofCount(
                    FindingKind.TROUBLE_BEFORE_INJECT,
                    outage.troublesBeforeInject(),
                    MeasureRecovery.duration(outage.troubleBeforeInject())));
        }
        if (outage.outage().isPresent() && outage.lastAcknowledged().isEmpty()) {
            findings.add(Finding.ofCount(FindingKind.NO_ACKNOWLEDGEMENT_BEFORE_OUTAGE, 0, Optional.empty()));
        }
        if (outage.hung() > 0) {
            findings.add(Finding.ofCount(FindingKind.HUNG_TO_THE_END, outage.hung(), Optional.empty()));
        }
    }

    private void form() {
        var order = history.order();
        if (order.injections() == 0) {
            findings.add(Finding.ofCount(FindingKind.NO_INJECT, 0, Optional.empty()));
        }
        if (order.injections() > 1) {
            findings.add(Finding.ofLine(FindingKind.SECOND_INJECT, order.injections(), order.secondInjectionLine()));
        }
        if (order.lastWrite().isEmpty()) {
            findings.add(Finding.ofCount(FindingKind.NO_WRITES, 0, Optional.empty()));
        }
        SequenceSet invoked = history.sequences(EventKind.INVOKE);
        writes(FindingKind.END_WITHOUT_INVOKE, history.ended().minus(invoked));
        writes(FindingKind.TWO_ENDS, history.endedTwice());
        writes(FindingKind.INVOKED_TWICE, history.startedTwice());
        writes(FindingKind.NO_END, invoked.minus(history.ended()));
        if (order.backwards() > 0) {
            findings.add(Finding.ofLine(FindingKind.TIME_BACKWARDS, order.backwards(), order.firstBackwardsLine()));
        }
        history.cutOff().ifPresent(line -> findings.add(Finding.ofLine(FindingKind.CUT_OFF_END, 1, Optional.of(line))));
    }

    private void writes(FindingKind kind, SequenceSet writes) {
        if (!writes.isEmpty()) {
            findings.add(Finding.ofWrites(kind, writes));
        }
    }
}
