package io.belastbar.resilience.measure;

import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.history.History;
import io.belastbar.resilience.measure.sequence.SequenceBits;
import io.belastbar.resilience.measure.sequence.SequenceSet;

/**
 * What the time of the reading says: a write that was acknowledged only afterwards may well be missing from it. Unless it
 * shows a write that was not begun by then, which proves its time wrong.
 *
 * @param acknowledgedLater of these the reading cannot know
 * @param readBeforeBegun those that prove its time wrong
 */
record ReadBackTime(SequenceSet acknowledgedLater, SequenceSet readBeforeBegun) {

    static ReadBackTime of(History history, SequenceSet present) {
        if (history.readBackAt().isEmpty()) {
            return new ReadBackTime(SequenceSet.EMPTY, SequenceSet.EMPTY);
        }
        long read = history.readBackAt().getAsLong();
        var begun = new SequenceBits();
        var acknowledged = new SequenceBits();
        history.forEach((kind, sequence, at) -> {
            if (at <= read && kind == EventKind.INVOKE) {
                begun.add(sequence);
            } else if (at <= read && kind == EventKind.ACK) {
                acknowledged.add(sequence);
            }
        });
        SequenceSet impossible =
                history.sequences(EventKind.INVOKE).minus(begun.set()).and(present);
        return impossible.isEmpty()
                ? new ReadBackTime(history.sequences(EventKind.ACK).minus(acknowledged.set()), impossible)
                : new ReadBackTime(SequenceSet.EMPTY, impossible);
    }
}
