package io.belastbar.plans.index.facts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A column with what pg_stats says of it. Without statistics nothing is known of its values: the reader may not see
 * them, or nobody ran ANALYZE.
 *
 * @param type as format_type prints it, without modifier
 * @param cCollation values compare byte by byte, so that a plain index serves LIKE 'x%'
 * @param statistics empty figures when pg_stats shows none
 */
public record ColumnProfile(String name, String type, boolean cCollation, Statistics statistics) {
    public ColumnProfile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(statistics, "statistics");
    }

    /**
     * Figures of pg_stats.
     *
     * @param nullFraction 0 to 1
     * @param distinct different values; negative: as a fraction of the rows (pg_stats.n_distinct)
     * @param common most common values with their part of the rows, 0 to 1
     * @param correlation of the values' order with the order on disk, -1 to 1; empty where there is none
     * @param width average bytes
     */
    public record Statistics(
            double nullFraction, double distinct, Map<String, Double> common, OptionalDouble correlation, int width) {
        /** Nothing is known. */
        public static final Statistics NONE = new Statistics(0, 0, Map.of(), OptionalDouble.empty(), 8);

        public Statistics {
            common = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(common));
        }
    }

    public boolean isKnown() {
        return statistics.distinct() != 0;
    }

    public boolean isBoolean() {
        return type.equals("boolean");
    }

    public boolean isText() {
        return type.equals("text") || type.equals("character varying") || type.equals("character");
    }

    /** Different values among so many rows; 0 when nothing is known. */
    public double distinct(double rows) {
        double distinct = statistics.distinct();
        return distinct < 0 ? Math.max(1, -distinct * rows) : distinct;
    }
}
