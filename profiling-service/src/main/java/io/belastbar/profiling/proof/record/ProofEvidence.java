package io.belastbar.profiling.proof.record;

import io.belastbar.profiling.proof.ProofReport;
import io.belastbar.profiling.proof.ProofResult;
import io.belastbar.profiling.proof.ProofResult.ProvenSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What a proof says in a finding's evidence: every name begins with {@code proof}. */
public final class ProofEvidence {
    private ProofEvidence() {}

    /** The facts of one result. */
    public static Map<String, String> of(UUID proof, ProofReport report, ProofResult result) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("proof", "/api/v1/index-proofs/" + proof);
        evidence.put("proofVerdict", result.verdict().name());
        evidence.put("proofReason", result.reason());
        List<ProvenSet> sets = result.statements().stream()
                .flatMap(statement -> statement.sets().stream())
                .toList();
        if (!sets.isEmpty()) {
            evidence.put("proofBlocksBefore", blocks(sets, true));
            evidence.put("proofBlocksAfter", blocks(sets, false));
            evidence.put("proofMedianMsBefore", median(sets, true));
            evidence.put("proofMedianMsAfter", median(sets, false));
            evidence.put("proofFactorBlocks", number("%.1f", result.blocksFactor()));
            evidence.put("proofFactorTime", number("%.1f", result.timeFactor()));
            evidence.put("proofIndexBytes", Long.toString(result.indexBytes()));
            evidence.put("proofBuildMs", number("%.0f", result.buildMs()));
        }
        if (result.inserts() != null) {
            evidence.put(
                    "proofInsertSlowerPercent", number("%.1f", result.inserts().percent()));
            evidence.put(
                    "proofInsertSlowerMicros", number("%.2f", result.inserts().microsPerRow()));
        }
        evidence.put("proofSampled", Boolean.toString(report.copy().sampled()));
        return evidence;
    }

    private static String blocks(List<ProvenSet> sets, boolean before) {
        return Long.toString(sets.stream()
                .mapToLong(set -> (before ? set.before() : set.after()).blocks())
                .sum());
    }

    private static String median(List<ProvenSet> sets, boolean before) {
        return number(
                "%.3f",
                sets.stream()
                        .mapToDouble(set -> (before ? set.before() : set.after()).medianMs())
                        .sum());
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
