package io.belastbar.resilience.measure;

import io.belastbar.resilience.measure.Finding.Kind;
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
        writes(Kind.LOSS_NOT_AT_END, loss.notAtEnd());
        writes(Kind.LOST_AFTER_RECOVERY, loss.lostAfterRecovery());
        writes(Kind.DUPLICATES, loss.duplicates());
        writes(Kind.FAILED_YET_STORED, loss.failedYetStored());
        writes(Kind.NEVER_ATTEMPTED, loss.neverAttempted());
        writes(Kind.ACKNOWLEDGED_AFTER_READ_BACK, loss.tooLate());
        writes(Kind.READ_BEFORE_BEGUN, loss.readBeforeBegun());
    }

    private void time() {
        if (outage.troublesAfterRecovery() > 0) {
            findings.add(Finding.ofCount(
                    Kind.TROUBLE_AFTER_RECOVERY,
                    outage.troublesAfterRecovery(),
                    MeasureRecovery.duration(outage.troubleAfterRecovery())));
        }
        if (outage.troublesBeforeInject() > 0) {
            findings.add(Finding.ofCount(
                    Kind.TROUBLE_BEFORE_INJECT,
                    outage.troublesBeforeInject(),
                    MeasureRecovery.duration(outage.troubleBeforeInject())));
        }
        if (outage.outage().isPresent() && outage.lastAcknowledged().isEmpty()) {
            findings.add(Finding.ofCount(Kind.NO_ACKNOWLEDGEMENT_BEFORE_OUTAGE, 0, Optional.empty()));
        }
        if (outage.hung() > 0) {
            findings.add(Finding.ofCount(Kind.HUNG_TO_THE_END, outage.hung(), Optional.empty()));
        }
    }

    private void form() {
        var order = history.order();
        if (order.injections() == 0) {
            findings.add(Finding.ofCount(Kind.NO_INJECT, 0, Optional.empty()));
        }
        if (order.injections() > 1) {
            findings.add(Finding.ofLine(Kind.SECOND_INJECT, order.injections(), order.secondInjectionLine()));
        }
        if (order.lastWrite().isEmpty()) {
            findings.add(Finding.ofCount(Kind.NO_WRITES, 0, Optional.empty()));
        }
        SequenceSet invoked = history.sequences(EventKind.INVOKE);
        writes(Kind.END_WITHOUT_INVOKE, history.ended().minus(invoked));
        writes(Kind.TWO_ENDS, history.endedTwice());
        writes(Kind.INVOKED_TWICE, history.startedTwice());
        writes(Kind.NO_END, invoked.minus(history.ended()));
        if (order.backwards() > 0) {
            findings.add(Finding.ofLine(Kind.TIME_BACKWARDS, order.backwards(), order.firstBackwardsLine()));
        }
        history.cutOff().ifPresent(line -> findings.add(Finding.ofLine(Kind.CUT_OFF_END, 1, Optional.of(line))));
    }

    private void writes(Kind kind, SequenceSet writes) {
        if (!writes.isEmpty()) {
            findings.add(Finding.ofWrites(kind, writes));
        }
    }
}
