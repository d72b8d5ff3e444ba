package io.belastbar.budget.evaluation;

import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.contracts.ProposedIndex;
import io.belastbar.contracts.StatementFacts;
import java.time.Instant;
import java.util.List;

/** Statements as profiling-service would describe them. */
public final class Facts {

    private final String kind;
    private final String table;
    private boolean rls;
    private long calls = 100;
    private double meanMs = 5;
    private Double maxMs;
    private double rows = 1;
    private List<String> seqScanTables = List.of();
    private List<String> indexScanTables = List.of();
    private List<String> wholeIndexScanTables = List.of();
    private boolean indexScan;
    private long blocksHit;
    private long blocksRead;
    private String planNote;
    private ProposedIndex proposal;

    private Facts(String kind, String table) {
        this.kind = kind;
        this.table = table;
    }

    public static Facts statement(String kind, String table) {
        return new Facts(kind, table);
    }

    public static FactsAnswer.Known known(StatementFacts... statements) {
        return new FactsAnswer.Known(new DatabaseFacts(
                "run-1",
                "smartbav",
                "smartbav-db",
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(60),
                null,
                List.of(statements)));
    }

    /** An answer without statements that says why. */
    public static FactsAnswer.Known missing(String note) {
        return new FactsAnswer.Known(
                new DatabaseFacts("run-1", "smartbav", "smartbav-db", null, Instant.EPOCH, note, List.of()));
    }

    public Facts rls() {
        rls = true;
        return this;
    }

    public Facts rows(double rowsPerCall) {
        rows = rowsPerCall;
        return this;
    }

    public Facts calls(long count) {
        calls = count;
        return this;
    }

    /** Mean and slowest call. */
    public Facts time(double mean, double slowest) {
        meanMs = mean;
        maxMs = slowest;
        return this;
    }

    public Facts meanMs(double mean) {
        meanMs = mean;
        return this;
    }

    public Facts seqScan(String... tables) {
        seqScanTables = List.of(tables);
        return this;
    }

    /** Tables of which rows are found by an index. */
    public Facts indexScan(String... tables) {
        indexScan = true;
        indexScanTables = List.of(tables);
        return this;
    }

    /** Tables that are read by an index from end to end. */
    public Facts wholeIndexScan(String... tables) {
        indexScan = true;
        wholeIndexScanTables = List.of(tables);
        return this;
    }

    public Facts blocks(long hit, long read) {
        blocksHit = hit;
        blocksRead = read;
        return this;
    }

    public Facts planNote(String note) {
        planNote = note;
        return this;
    }

    public Facts proposal(ProposedIndex index) {
        proposal = index;
        return this;
    }

    public StatementFacts build() {
        return new StatementFacts(
                "42",
                kind + " … " + table,
                kind,
                List.of(table),
                rls,
                calls,
                meanMs,
                maxMs == null ? 2 * meanMs : maxMs,
                rows,
                blocksHit,
                blocksRead,
                !seqScanTables.isEmpty(),
                indexScan,
                seqScanTables,
                planNote,
                proposal,
                indexScanTables,
                wholeIndexScanTables,
                null,
                null,
                List.of());
    }
}
