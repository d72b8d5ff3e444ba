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
     * @param rows that the last statement returned or changed
     * @param firstRow column → value of the first row of the last result that has the column; null unless the step extracts.
     *     A column without a value, because that result has no row or the row NULL, is left out
     * @param lacking why a column from which the step extracts has no value; empty if all have one
     */
    record SqlAnswer(long rows, Map<String, String> firstRow, String lacking) implements Exchange {}

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
