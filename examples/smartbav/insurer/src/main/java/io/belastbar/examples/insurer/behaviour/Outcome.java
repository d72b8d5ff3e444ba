package io.belastbar.examples.insurer.behaviour;

/** The fate of one call. */
public sealed interface Outcome {
    /** A quote, after the delay in milliseconds. */
    record Answer(long delayMs) implements Outcome {}

    /** Status 500, after the delay in milliseconds. */
    record Fail(long delayMs) implements Outcome {}

    /** The connection stays open and nothing is ever sent. */
    record Hang() implements Outcome {}
}
