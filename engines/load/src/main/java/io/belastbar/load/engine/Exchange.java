package io.belastbar.load.engine;

import io.belastbar.load.result.ErrorClass;
import java.util.Map;

/** How a request ended on the wire. Whether an HTTP answer counts as success is the step's to say. */
public sealed interface Exchange {

    /** The whole answer arrived; {@code body} is null unless the step extracts from it. */
    record HttpAnswer(int status, byte[] body) implements Exchange {}

    /**
     * All statements succeeded.
     *
     * @param rows of all statements together
     * @param firstRow column → value of each result's first row, a later one's winning; null unless the step extracts; NULLs are
     *     left out
     */
    record SqlAnswer(long rows, Map<String, String> firstRow) implements Exchange {}

    /** No whole answer; {@code detail} says more for a log or a report, such as an SQLSTATE. May be empty. */
    record Failed(ErrorClass cause, String detail) implements Exchange {}
}
