package io.belastbar.profiling.analysis;

import io.belastbar.plans.shape.IndexReach;
import io.belastbar.profiling.database.PlannedStatement;
import io.belastbar.profiling.workload.Workload;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tables that a statement reads by an index, without their schemas.
 *
 * @param found of which rows are found
 * @param whole large ones that are read from end to end
 */
record TablesByIndex(List<String> found, List<String> whole) {
    /** A partial index finds rows by its own condition, if it holds less than this part of the table. */
    private static final double PARTIAL_MAX = 0.5;

    /**
     * @param minPages smaller tables are read whole as well as by index, so that nothing is said of them
     */
    static TablesByIndex of(PlannedStatement statement, Workload workload, long minPages) {
        if (statement.explained() == null) {
            return new TablesByIndex(List.of(), List.of());
        }
        IndexReach reach = IndexReach.of(statement.explained());
        Stream<IndexReach.Scan> bounded = Stream.concat(
                reach.bounded().stream(), reach.whole().stream().filter(scan -> !isLarge(scan, workload, minPages)));
        Stream<IndexReach.Scan> whole = reach.whole().stream().filter(scan -> isLarge(scan, workload, minPages));
        return new TablesByIndex(names(bounded), names(whole));
    }

    private static boolean isLarge(IndexReach.Scan scan, Workload workload, long minPages) {
        return workload.table(scan.table())
                .filter(table -> table.pages() < minPages
                        || table.indexes().stream()
                                .anyMatch(index -> index.name().equals(scan.index())
                                        && index.predicate() != null
                                        && scan.rows() < table.rows() * PARTIAL_MAX))
                .isEmpty();
    }

    private static List<String> names(Stream<IndexReach.Scan> scans) {
        return scans.map(scan -> scan.table().substring(scan.table().indexOf('.') + 1))
                .distinct()
                .toList();
    }
}
