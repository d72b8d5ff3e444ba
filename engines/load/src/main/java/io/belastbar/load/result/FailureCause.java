package io.belastbar.load.result;

import java.util.Objects;

/**
 * Why requests of one step failed, and how often.
 *
 * @param step index of the step in the result
 * @param code HTTP status or SQLSTATE; empty where neither was told
 * @param message what was said first, in the words of whoever said it; may be empty. A message and a code are cut to a
 *     length that a line can hold, and hold no control characters, so that they may be printed and stored anywhere
 * @param count of requests, at least 1
 */
public record FailureCause(int step, ErrorClass error, String code, String message, long count) {

    public FailureCause {
        Objects.requireNonNull(error, "error");
        code = HarmlessText.of(code, HarmlessText.CODE_MAX);
        message = HarmlessText.of(message, HarmlessText.MESSAGE_MAX);
        if (step < 0) {
            throw new IllegalArgumentException("a step should be an index from 0: was " + step);
        }
        if (count < 1) {
            throw new IllegalArgumentException("a cause should have failed a request: was " + count);
        }
    }

    /** The same cause, this often. */
    public FailureCause times(long other) {
        return new FailureCause(step, error, code, message, other);
    }

    /** How the cause is named beside its message: {@code UNEXPECTED_STATUS 404}, or {@code TIMEOUT}. */
    public String name() {
        return code.isEmpty() ? error.name() : error.name() + " " + code;
    }
}
