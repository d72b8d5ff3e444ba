package io.belastbar.profiling.proof;

import io.belastbar.profiling.proof.ProofResult.InsertCost;
import io.belastbar.profiling.proof.ProofResult.Measured;
import io.belastbar.profiling.proof.ProofResult.ProvenSet;
import io.belastbar.profiling.proof.ProofResult.ProvenStatement;
import io.belastbar.profiling.proof.ProofResult.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Whether an index helps. Blocks decide, because they are the same whoever else is on the machine; times may only contradict.
 */
final class Verdicts {
    /** From this share of the blocks before on, an index does not pay for its upkeep. */
    private static final double BLOCKS_SHARE_MAX = 0.8;

    /** Medians of few runs differ so much by chance. */
    private static final double TIME_SHARE_MAX = 1.1;

    private Verdicts() {}

    /**
     * What came of one candidate.
     *
     * @param indexName as it is stored
     */
    static ProofResult of(
            CandidateToProve candidate,
            String indexName,
            String table,
            List<ProvenStatement> statements,
            long indexBytes,
            double buildMs,
            InsertCost inserts) {
        List<ProvenSet> sets =
                statements.stream().flatMap(one -> one.sets().stream()).toList();
        double blocks = factor(sets, Measured::blocks);
        double times = factor(sets, Measured::medianMs);
        Verdict verdict = verdict(sets, blocks, times);
        return new ProofResult(
                candidate.finding(),
                indexName,
                table,
                candidate.ddl(),
                verdict,
                reason(statements, sets, verdict, blocks),
                statements,
                indexBytes,
                buildMs,
                blocks,
                times,
                inserts);
    }

    /** One that could not be made, or whose statements could not be run. */
    static ProofResult notMeasured(CandidateToProve candidate, String indexName, String table, String reason) {
        return new ProofResult(
                candidate.finding(),
                indexName,
                table,
                candidate.ddl(),
                Verdict.NOT_MEASURED,
                reason,
                List.of(),
                0,
                0,
                1,
                1,
                null);
    }

    private static Verdict verdict(List<ProvenSet> sets, double blocks, double times) {
        if (sets.isEmpty()) {
            return Verdict.NOT_MEASURED;
        }
        boolean used = sets.stream().anyMatch(set -> set.after().indexUsed());
        boolean less = 1 / blocks <= BLOCKS_SHARE_MAX;
        boolean notSlower = 1 / times <= TIME_SHARE_MAX;
        return used && less && notSlower ? Verdict.PROVEN : Verdict.NOT_PROVEN;
    }

    private static String reason(
            List<ProvenStatement> statements, List<ProvenSet> sets, Verdict verdict, double blocks) {
        if (sets.isEmpty()) {
            return statements.stream()
                    .map(ProvenStatement::problem)
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .orElse("no statement was given that it is to serve");
        }
        String figures = String.format(
                Locale.ROOT,
                "%.0f blocks before and %.0f after, %.3f ms before and %.3f after",
                sum(sets, ProvenSet::before, Measured::blocks),
                sum(sets, ProvenSet::after, Measured::blocks),
                sum(sets, ProvenSet::before, Measured::medianMs),
                sum(sets, ProvenSet::after, Measured::medianMs));
        if (verdict == Verdict.PROVEN) {
            return "it is used: " + figures;
        }
        if (sets.stream().noneMatch(set -> set.after().indexUsed())) {
            return "the planner does not use it: " + figures;
        }
        return 1 / blocks > BLOCKS_SHARE_MAX
                ? "it is used and saves too little: " + figures
                : "it is used and reads less, but does not make anything faster: " + figures;
    }

    /** Before by after; a block or a microsecond at least, so that nothing is divided by nothing. */
    private static double factor(List<ProvenSet> sets, ToDoubleFunction<Measured> figure) {
        double before = sum(sets, ProvenSet::before, figure);
        double after = sum(sets, ProvenSet::after, figure);
        double least = 0.001;
        return sets.isEmpty() ? 1 : Math.max(least, before) / Math.max(least, after);
    }

    private static double sum(
            List<ProvenSet> sets, Function<ProvenSet, Measured> side, ToDoubleFunction<Measured> figure) {
        return sets.stream().map(side).mapToDouble(figure).sum();
    }
}
