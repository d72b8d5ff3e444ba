package io.belastbar.chaos.measure.database;

/** The target answers and does not let a probe write; the sentence says what to do. */
public final class ProbeNotPossible extends RuntimeException {
    public ProbeNotPossible(String sentence) {
        super(sentence);
    }
}
