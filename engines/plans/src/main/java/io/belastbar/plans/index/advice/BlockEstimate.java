package io.belastbar.plans.index.advice;

import io.belastbar.plans.index.IndexKey;
import io.belastbar.plans.index.IndexMethod;
import io.belastbar.plans.index.IndexShape;
import io.belastbar.plans.index.access.Clause;
import io.belastbar.plans.index.access.Clause.Kind;
import io.belastbar.plans.index.advice.Variant.Selective;
import io.belastbar.plans.index.facts.ColumnProfile;
import io.belastbar.plans.index.facts.TableProfile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Blocks that an access reads, and what the planner would think of it, by the formulas of PostgreSQL's costsize.c
 * (sequential scan, index scan, bitmap heap scan) in a simple form.
 *
 * @param blocks of one call
 * @param cost in the planner's unit; only compared with others of the same access
 */
record BlockEstimate(double blocks, double cost) {
    static final BlockEstimate IMPOSSIBLE = new BlockEstimate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    private static final double PAGE_BYTES = 8192;

    /** Fill factor of a B-tree's leaves. */
    private static final double FILLED = 0.9;

    /** Entries of an inner page, roughly. */
    private static final double FAN_OUT = 300;

    private static final double UNKNOWN_VALUE_RISK = 4;

    private static final double TUPLE_COST = 0.01;
    private static final double OPERATOR_COST = 0.0025;

    /** Reading the table from end to end, at most until enough rows are found. */
    static BlockEstimate whole(Variant variant) {
        TableProfile table = variant.table();
        boolean stops = variant.isLimited() && variant.wanted().order().isEmpty();
        double share = stops ? variant.wantedShare() : 1;
        double found = table.rows() * variant.kept();
        double sort = variant.wanted().order().isEmpty() ? 0 : 2 * OPERATOR_COST * found * log2(found);
        double rows = table.rows() * share;
        double operators = OPERATOR_COST * (variant.clauses().size() + 1);
        double pages = table.size().pages() * share;
        return new BlockEstimate(pages, pages + rows * (TUPLE_COST + operators) + sort);
    }

    /** Through a B-tree. */
    static BlockEstimate through(Variant variant, IndexShape shape, double randomPageCost) {
        if (shape.method() != IndexMethod.BTREE) {
            return OtherMethods.through(variant, shape, randomPageCost);
        }
        IndexMatch match = IndexMatch.of(variant, shape);
        boolean useful = match.bound() < 1 || match.partial() < 1 || ordersLimited(variant, match);
        boolean onlyIndex = holdsAll(variant, shape, match);
        if (!match.fits() || !useful && !onlyIndex) {
            return IMPOSSIBLE;
        }
        TableProfile table = variant.table();
        boolean stops = variant.isLimited()
                && (match.ordered() || variant.wanted().order().isEmpty());
        double share = stops ? Math.min(1, variant.wantedShare() * risk(variant, match)) : 1;
        double rows = Math.max(table.rows() * match.found() * share, match.bound() < 1 ? 0 : 1);
        double leaves = leaves(table, shape, match.partial());
        double leavesRead = Math.max(match.descents(), leaves * match.bound() * share);
        double levels = leaves <= 1 ? 0 : Math.ceil(Math.log(leaves) / Math.log(FAN_OUT));
        double heap = heap(variant, shape, rows, match, share);
        double read = onlyIndex ? heap * (1 - table.size().allVisible()) : heap;
        double blocks = variant.lookups() * (match.descents() * levels + leavesRead + read);
        return new BlockEstimate(blocks, cost(variant, new Reading(leavesRead, read, rows, match), randomPageCost));
    }

    /** Where a value that differs from call to call is only filtered, a rare one makes the scan far longer than the mean. */
    private static double risk(Variant variant, IndexMatch match) {
        boolean filtered = variant.clauses().stream()
                .map(Selective::clause)
                .anyMatch(clause -> clause.is(Kind.EQUAL)
                        && !clause.isConstant()
                        && !match.answered().contains(clause));
        return filtered && match.ordered() ? UNKNOWN_VALUE_RISK : 1;
    }

    private record Reading(double leaves, double heap, double rows, IndexMatch match) {}

    private static double cost(Variant variant, Reading reading, double randomPageCost) {
        double pages = Math.max(1, variant.table().size().pages());
        // Pages read again by a later look-up are in the cache (Mackert and Lohman).
        double all = distinctPages(pages, variant.lookups() * reading.heap());
        double dense = Math.sqrt(Math.min(1, all / pages));
        double each = randomPageCost - (randomPageCost - 1) * dense;
        double leaves = Math.min(variant.lookups() * reading.leaves(), pages);
        double rows = variant.lookups() * reading.rows();
        double found = variant.table().rows() * variant.kept();
        boolean sorts = !variant.wanted().order().isEmpty() && !reading.match().ordered();
        double sort = sorts ? 2 * OPERATOR_COST * found * log2(found) : 0;
        return leaves * randomPageCost + all * each + rows * (TUPLE_COST + OPERATOR_COST * 2) + sort;
    }

    private static boolean ordersLimited(Variant variant, IndexMatch match) {
        return match.ordered() && !variant.wanted().order().isEmpty() && variant.isLimited();
    }

    /** Pages of the table for so many rows. */
    private static double heap(Variant variant, IndexShape shape, double rows, IndexMatch match, double share) {
        TableProfile table = variant.table();
        double pages = Math.max(1, table.size().pages());
        double near = pages;
        for (Selective selective : variant.clauses()) {
            Clause clause = selective.clause();
            boolean gathers = clause.is(Kind.EQUAL, Kind.RANGE)
                    && shape.keys().stream().anyMatch(key -> key.expression().equals(clause.key()));
            if (gathers) {
                double order = squaredCorrelation(table, clause.key());
                near = Math.min(near, pages * (order * Math.max(selective.kept(), 1 / pages) + 1 - order));
            }
        }
        double scattered = match.ordered() && variant.isLimited() ? rows : distinctPages(near, rows);
        // Among entries of one value the next key decides, of whose order on disk nothing is known.
        String first = shape.keys().getFirst().expression();
        boolean oneValue = variant.clauses().stream()
                .map(Selective::clause)
                .anyMatch(clause -> clause.key().equals(first) && clause.is(Kind.EQUAL, Kind.NULL, Kind.IN));
        double order = oneValue ? 0 : squaredCorrelation(table, first);
        double together = Math.max(Math.min(1, rows), Math.min(rows, pages * match.bound() * share));
        return order * together + (1 - order) * scattered;
    }

    private static double squaredCorrelation(TableProfile table, String key) {
        Optional<ColumnProfile> column = table.column(key);
        double correlation =
                column.map(c -> c.statistics().correlation().orElse(0)).orElse(0.0);
        return correlation * correlation;
    }

    /** Different pages among {@code rows} that are scattered over {@code pages} (Cardenas). */
    static double distinctPages(double pages, double rows) {
        return pages * -Math.expm1(-rows / pages);
    }

    /** The index holds all columns that the statement needs, and none of its conditions is checked on the row. */
    private static boolean holdsAll(Variant variant, IndexShape shape, IndexMatch match) {
        List<String> held = Stream.concat(shape.keys().stream().map(IndexKey::expression), shape.include().stream())
                .toList();
        boolean conditions = variant.clauses().stream()
                .map(Selective::clause)
                .allMatch(clause -> match.answered().contains(clause) || held.contains(clause.key()));
        return conditions && held.containsAll(variant.columns()) && !variant.filtersOutside();
    }

    /** Leaf pages of an index; equal keys share one entry (deduplication). */
    static double leaves(TableProfile table, IndexShape shape, double partial) {
        double rows = Math.max(1, table.rows() * partial);
        double different = 1;
        double bytes = 0;
        for (IndexKey key : shape.keys()) {
            Optional<ColumnProfile> column = table.column(key.expression());
            bytes += column.map(c -> c.statistics().width()).orElse(16);
            different *=
                    column.map(c -> c.distinct(table.rows())).filter(d -> d > 0).orElse(rows);
        }
        for (String carried : shape.include()) {
            bytes += table.column(carried).map(c -> c.statistics().width()).orElse(16);
        }
        boolean shares = shape.include().isEmpty() && different * 3 < rows;
        double entry = shares ? 6 + (bytes + 16) * different / rows : 8 + 8 * Math.ceil(bytes / 8) + 4;
        return Math.max(1, rows * entry / (PAGE_BYTES * FILLED));
    }

    private static double log2(double rows) {
        return Math.log(Math.max(2, rows)) / Math.log(2);
    }
}
