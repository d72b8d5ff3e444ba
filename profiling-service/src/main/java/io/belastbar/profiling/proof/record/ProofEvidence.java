package io.belastbar.profiling.proof.record;

import io.belastbar.contracts.ExpectedEffect;
import io.belastbar.contracts.FindingDetails;
import io.belastbar.profiling.proof.ProofReport;
import io.belastbar.profiling.proof.ProofResult;
import io.belastbar.profiling.proof.ProofResult.ProvenSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What a proof says in a finding's evidence: every name begins with {@code proof}. */
public final class ProofEvidence {
    private static final String VERDICT = "proofVerdict";
    private static final String DDL = "ddl";

    private ProofEvidence() {}

    /** The facts of one result. */
    public static Map<String, String> of(UUID proof, ProofReport report, ProofResult result) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("proof", "/api/v1/index-proofs/" + proof);
        evidence.put(VERDICT, result.verdict().name());
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

    /**
     * What the index is to be expected to change, as it was measured on the copy: the mean over statements and values. Empty
     * unless it is proven.
     */
    public static Optional<ExpectedEffect> effect(ProofResult result) {
        List<ProvenSet> sets = result.statements().stream()
                .flatMap(statement -> statement.sets().stream())
                .toList();
        return result.verdict() != ProofResult.Verdict.PROVEN || sets.isEmpty()
                ? Optional.empty()
                : Optional.of(new ExpectedEffect(
                        "mean time of the statement, on a copy", mean(sets, true), mean(sets, false), "ms"));
    }

    private static double mean(List<ProvenSet> sets, boolean before) {
        double mean = sets.stream()
                .mapToDouble(set -> (before ? set.before() : set.after()).medianMs())
                .average()
                .orElseThrow();
        return Math.round(mean * 1000) / 1000.0;
    }

    /** What was measured of this index stands above what is estimated of it when the finding is seen again. */
    public static FindingDetails kept(
            Map<String, String> evidence, FindingDetails known, Map<String, String> seen, FindingDetails details) {
        if (details == null) {
            return known;
        }
        boolean measured = ProofResult.Verdict.PROVEN.name().equals(evidence.get(VERDICT))
                && Objects.equals(evidence.get(DDL), seen.get(DDL))
                && known != null
                && known.expectedEffect() != null;
        return measured ? details.expecting(known.expectedEffect()) : details;
    }

    /** What a proof said of this index is kept when the finding is seen again; of another index it says nothing. */
    public static Map<String, String> kept(Map<String, String> known, Map<String, String> seen) {
        Map<String, String> kept = new LinkedHashMap<>(seen);
        if (known.containsKey(VERDICT) && Objects.equals(known.get(DDL), seen.get(DDL))) {
            known.forEach((name, fact) -> {
                if (name.startsWith("proof")) {
                    kept.putIfAbsent(name, fact);
                }
            });
        }
        return kept;
    }

    /** Whether the index that a finding proposes again was measured and does not help: then it is not advised again. */
    public static boolean disproves(Map<String, String> known, Map<String, String> seen) {
        return ProofResult.Verdict.NOT_PROVEN.name().equals(known.get(VERDICT))
                && Objects.equals(known.get(DDL), seen.get(DDL));
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
