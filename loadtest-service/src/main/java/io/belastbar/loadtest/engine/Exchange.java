package io.belastbar.loadtest.engine;

import io.belastbar.loadtest.result.ErrorClass;

/** How a request ended on the wire. Whether an answer counts as success is the step's to say. */
public sealed interface Exchange {

    /** The whole answer arrived; {@code body} is null unless it was asked for. */
    record Answered(int status, String body) implements Exchange {}

    /** No whole answer. */
    record Failed(ErrorClass cause) implements Exchange {}
}
