package io.belastbar.profiling.cause.attribution;

import java.util.List;

/**
 * Something that was called during a run.
 *
 * @param counted a query id
 * @param text the statement
 * @param kind SELECT, INSERT, …
 * @param tables that it touches
 * @param calls during the run
 */
public record RunCalls(String counted, String text, String kind, List<String> tables, long calls) {
    public RunCalls {
        tables = List.copyOf(tables);
    }
}
