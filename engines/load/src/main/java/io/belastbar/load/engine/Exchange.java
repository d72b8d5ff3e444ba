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

    /**
     * No whole answer.
     *
     * @param code SQLSTATE or HTTP status; empty if there is none
     * @param detail what was wrong, for people who look for the cause: the server's own words where it said something, the
     *     address that refused, the name that is not known. May be empty. Not longer than a line where that is easy; it is
     *     cut and cleaned before it is kept
     */
    record Failed(ErrorClass cause, String code, String detail) implements Exchange {

        /** Without a code. */
        public Failed(ErrorClass cause, String detail) {
            this(cause, "", detail);
        }
    }
}
