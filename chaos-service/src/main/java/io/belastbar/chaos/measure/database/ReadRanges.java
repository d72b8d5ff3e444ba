package io.belastbar.chaos.measure.database;

import io.belastbar.resilience.measure.sequence.SequenceRange;
import java.util.ArrayList;
import java.util.List;

/** Ranges of sequence numbers that come in ascending order, equal ones beside each other. */
final class ReadRanges {
    private final List<SequenceRange> ranges = new ArrayList<>();
    private final List<SequenceRange> again = new ArrayList<>();
    private long from;
    private long to = -1;

    void add(long sequence) {
        if (sequence == to) {
            again.add(new SequenceRange(sequence, sequence));
        } else if (to >= 0 && sequence == to + 1) {
            to = sequence;
        } else {
            end();
            from = sequence;
            to = sequence;
        }
    }

    private void end() {
        if (to >= 0) {
            ranges.add(new SequenceRange(from, to));
        }
    }

    /** All of them, those that came again last. */
    List<SequenceRange> all() {
        end();
        to = -1;
        List<SequenceRange> all = new ArrayList<>(ranges);
        all.addAll(again);
        return all;
    }
}
