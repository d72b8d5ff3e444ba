package io.belastbar.chaos.expectation.tolerance;

import java.util.Optional;
import java.util.regex.Pattern;

/** A text whose reading has an end: a regular expression may need longer for it than the world lasts. */
final class BoundedText implements CharSequence {
    private static final int READS_MAX = 20_000_000;

    private final CharSequence text;
    private final int[] reads;

    private BoundedText(CharSequence text, int[] reads) {
        this.text = text;
        this.reads = reads;
    }

    /** Whether the pattern is found; empty if it read too much to know. */
    static Optional<Boolean> find(Pattern pattern, String text) {
        try {
            return Optional.of(
                    pattern.matcher(new BoundedText(text, new int[1])).find());
        } catch (TooMuch | StackOverflowError unknown) {
            return Optional.empty();
        }
    }

    @Override
    public char charAt(int index) {
        if (++reads[0] > READS_MAX) {
            throw new TooMuch();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedText(text.subSequence(start, end), reads);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooMuch() {
            super("the expression reads too much", null, false, false);
        }
    }
}
