package io.belastbar.plans.index.facts;

import io.belastbar.plans.index.Identifier;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the catalogue and its statistics know about a table.
 *
 * @param partitioned its rows are in partitions; figures are those of all together
 * @param columns by name, not quoted
 * @param primaryKey names, not quoted; empty without one
 */
public record TableProfile(
        String schema,
        String name,
        Size size,
        boolean partitioned,
        boolean rowLevelSecurity,
        Map<String, ColumnProfile> columns,
        List<String> primaryKey,
        List<ExistingIndex> indexes,
        Writes writes) {

    public TableProfile {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(name, "name");
        columns = Map.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        indexes = List.copyOf(indexes);
    }

    /**
     * How large it is.
     *
     * @param pages of 8 KiB
     * @param rows estimated; negative when it was never analysed
     * @param allVisible part of the pages, 0 to 1, whose rows an index-only scan need not look at
     */
    public record Size(long pages, double rows, double allVisible) {}

    /**
     * Rows written while statistics were counted.
     *
     * @param hotUpdates updates that touched no index, since no indexed column changed and the page had room
     * @param seconds how long was counted; 0 when it is not known
     */
    public record Writes(double inserts, double updates, double deletes, double hotUpdates, double seconds) {
        public static final Writes UNKNOWN = new Writes(0, 0, 0, 0, 0);

        public double perSecond() {
            return seconds > 0 ? (inserts + updates + deletes) / seconds : 0;
        }

        /** Part of the updates that are heap-only, 0 to 1. */
        public double hotShare() {
            return updates > 0 ? Math.min(1, hotUpdates / updates) : 0;
        }
    }

    public String qualifiedName() {
        return schema + "." + name;
    }

    /** At least one. */
    public double rows() {
        return Math.max(1, size.rows());
    }

    /** The column by its name as SQL or EXPLAIN writes it. */
    public Optional<ColumnProfile> column(String written) {
        return Optional.ofNullable(columns.get(Identifier.bare(written)));
    }
}
