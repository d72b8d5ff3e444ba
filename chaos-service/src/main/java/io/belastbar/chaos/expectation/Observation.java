package io.belastbar.chaos.expectation;

import io.belastbar.report.Sentence;
import java.util.Map;

/**
 * What one look at an expectation found.
 *
 * @param measured what was seen, with figures and units
 * @param details figures in a machine's hands, units in the keys
 */
public record Observation(Result result, Sentence measured, Map<String, String> details) {

    /** Whether it is as expected. */
    public enum Result {
        HOLDS,
        /** Not as expected, but it may still become so before the deadline. */
        NOT_YET,
        /** Cannot become as expected any more. */
        VIOLATED,
        /** Could not be looked at, or the target lies within the measurement's error bound. */
        UNKNOWN
    }

    public Observation {
        details = Map.copyOf(details);
    }

    /** Nothing was seen, and why. */
    public static Observation unknown(String english, String german) {
        return new Observation(Result.UNKNOWN, new Sentence(english, german), Map.of());
    }

    /** Something did not answer; the reason is a sentence part in English, as libraries give it. */
    public static Observation noAnswer(String whom, String reason) {
        return unknown(whom + " did not answer: " + reason, whom + " hat nicht geantwortet: " + reason);
    }
}
