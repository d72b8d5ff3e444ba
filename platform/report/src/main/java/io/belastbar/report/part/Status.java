package io.belastbar.report.part;

import java.util.List;

/**
 * What a reader learns first: one sentence, why, and what it is about.
 *
 * @param context small, above the sentence: kind of page and subject
 */
public record Status(Tone tone, String context, String sentence, List<String> reasons, List<Fact> facts) {

    /** How good the news is; each has its sign, so that colour is not all that tells. */
    public enum Tone {
        GOOD("✓"),
        BAD("✕"),
        OPEN("?"),
        CALM("■");

        private final String mark;

        Tone(String mark) {
            this.mark = mark;
        }
    }

    /** A name and what stands for it. */
    public record Fact(String name, String value) {}

    public Status {
        reasons = List.copyOf(reasons);
        facts = List.copyOf(facts);
    }

    String mark() {
        return tone.mark;
    }

    String style() {
        return tone.name();
    }
}
