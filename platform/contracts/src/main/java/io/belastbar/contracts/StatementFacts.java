package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;

/**
 * What one statement did in a period: differences of pg_stat_statements and its plan.
 *
 * @param kind SELECT, INSERT, …
 * @param tables that it touches
 * @param rowLevelSecurity whether one of them has row-level security
 * @param meanTimeMs execution time a call
 * @param maxTimeMs of the slowest call since counting began, not only in this period
 * @param rowsPerCall rows returned or written a call, mean
 * @param blocksHit blocks of tables and indexes that were found in shared buffers
 * @param blocksRead blocks that were not
 * @param usesIndexScan whether its plan reads an index at all, and be it from end to end
 * @param seqScanTables that its plan reads from end to end
 * @param planNote why there is no plan; null if there is one
 * @param proposal an index that would help; null if none is known
 * @param indexScanTables of which its plan finds rows by a condition of an index, or the first few in an index's order
 * @param wholeIndexScanTables large ones that its plan reads by an index from end to end, which finds nothing faster than
 *     reading the table; empty with {@code indexScanTables} also in facts of before this was told
 * @param planChange that its plan has another shape than in the run before, with both mean times; null if not
 * @param plan its plan in a few lines; null if there is none, and in facts of before it was told
 * @param planShares what the nodes of its plan take by the planner's estimate, dearest first; the small ones are left out
 */
public record StatementFacts(
        String queryId,
        String query,
        String kind,
        List<String> tables,
        boolean rowLevelSecurity,
        long calls,
        double meanTimeMs,
        double maxTimeMs,
        double rowsPerCall,
        long blocksHit,
        long blocksRead,
        boolean usesSeqScan,
        boolean usesIndexScan,
        List<String> seqScanTables,
        String planNote,
        ProposedIndex proposal,
        List<String> indexScanTables,
        List<String> wholeIndexScanTables,
        @JsonInclude(JsonInclude.Include.NON_NULL) String planChange,
        @JsonInclude(JsonInclude.Include.NON_NULL) String plan,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PlanShare> planShares) {

    private static final int EXCERPT_LENGTH = 80;

    public StatementFacts {
        tables = tables == null ? List.of() : List.copyOf(tables);
        seqScanTables = seqScanTables == null ? List.of() : List.copyOf(seqScanTables);
        indexScanTables = indexScanTables == null ? List.of() : List.copyOf(indexScanTables);
        wholeIndexScanTables = wholeIndexScanTables == null ? List.of() : List.copyOf(wholeIndexScanTables);
        planShares = planShares == null ? List.of() : List.copyOf(planShares);
    }

    /** Facts that do not tell how far index scans reach, nor of a change. */
    public StatementFacts(
            String queryId,
            String query,
            String kind,
            List<String> tables,
            boolean rowLevelSecurity,
            long calls,
            double meanTimeMs,
            double maxTimeMs,
            double rowsPerCall,
            long blocksHit,
            long blocksRead,
            boolean usesSeqScan,
            boolean usesIndexScan,
            List<String> seqScanTables,
            String planNote,
            ProposedIndex proposal) {
        this(
                queryId,
                query,
                kind,
                tables,
                rowLevelSecurity,
                calls,
                meanTimeMs,
                maxTimeMs,
                rowsPerCall,
                blocksHit,
                blocksRead,
                usesSeqScan,
                usesIndexScan,
                seqScanTables,
                planNote,
                proposal,
                List.of(),
                List.of(),
                null,
                null,
                List.of());
    }

    /** Whether its plan says how it finds its rows; a plain INSERT has nothing to find. */
    public boolean scans() {
        return usesSeqScan || usesIndexScan;
    }

    /** No bean getter by its name, so it is no field of the JSON. */
    public boolean writes() {
        return !"SELECT".equals(kindName());
    }

    public String kindName() {
        return kind == null ? "" : kind.toUpperCase(Locale.ROOT);
    }

    /** The statement on one line, shortened. */
    public String excerpt() {
        var line = query == null ? "query " + queryId : query.strip().replaceAll("\\s+", " ");
        return line.length() <= EXCERPT_LENGTH ? line : line.substring(0, EXCERPT_LENGTH - 1) + "…";
    }
}
