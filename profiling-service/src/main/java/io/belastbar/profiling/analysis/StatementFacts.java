package io.belastbar.profiling.analysis;

import java.util.List;

/**
 * What a database knows about one statement.
 *
 * @param kind the verb
 * @param rowLevelSecurity whether one of its tables has row-level security
 * @param maxTimeMs slowest call since counting began, not only in this period
 * @param blocksHit blocks of tables and indexes that were found in shared buffers
 * @param blocksRead blocks that were not
 * @param planNote why there is no plan; null if there is one
 * @param proposal the index that it lacks; null if none
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
        ProposedIndex proposal) {}
