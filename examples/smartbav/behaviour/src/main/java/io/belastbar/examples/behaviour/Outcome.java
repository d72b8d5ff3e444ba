package io.belastbar.examples.behaviour;

/** The fate of one call. */
public sealed interface Outcome {
    /** What was asked for, after the delay in milliseconds. */
    record Answer(long delayMs) implements Outcome {}

    /** Status 500, after the delay in milliseconds. */
    record Fail(long delayMs) implements Outcome {}

    /** The connection stays open and nothing is ever sent. */
    record Hang() implements Outcome {}
}
