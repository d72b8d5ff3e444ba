package io.belastbar.load.scenario;

import java.util.List;

/**
 * Rows of test data; each iteration takes one, and its columns become {@code ${name.column}}.
 *
 * @param rows one value a column
 */
public record Feeder(String name, List<String> columns, List<List<String>> rows, Order order) {

    /** In which order iterations take rows. */
    public enum Order {
        /** One after the other, from the start again at the end. */
        SEQUENTIAL,
        RANDOM,
        /** One after the other, each at most once; without a row left an iteration does not begin. */
        ONCE
    }

    public Feeder {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }
}
