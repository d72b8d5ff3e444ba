package io.belastbar.profiling.proof.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.ExpectedEffect;
import io.belastbar.contracts.FindingDetails;
import io.belastbar.profiling.proof.ProofReport;
import io.belastbar.profiling.proof.ProofResult;
import io.belastbar.profiling.proof.ProofResult.InsertCost;
import io.belastbar.profiling.proof.ProofResult.Measured;
import io.belastbar.profiling.proof.ProofResult.ProvenSet;
import io.belastbar.profiling.proof.ProofResult.ProvenStatement;
import io.belastbar.profiling.proof.ProofResult.Verdict;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProofEvidenceTest {
    private static final UUID PROOF = new UUID(1, 2);

    @Test
    void aProvenIndexLeavesItsFigures() {
        ProvenSet set = new ProvenSet(
                "busy",
                "1",
                List.of(),
                new Measured(17_712, 181.253, 7, 50, false, "[]"),
                new Measured(7, 0.024, 7, 50, true, "[]"));
        ProofResult result = new ProofResult(
                "PE-001",
                "ours",
                "public.employees",
                "CREATE INDEX …",
                Verdict.PROVEN,
                "it is used",
                List.of(new ProvenStatement("1", "SELECT", List.of(set, set), null)),
                30_000_000,
                804,
                2530.3,
                7552.2,
                new InsertCost(1000, 7, 11.3, 6.16, 83.4, 5.14));

        assertThat(ProofEvidence.of(PROOF, report(result), result))
                .containsEntry("proof", "/api/v1/index-proofs/" + PROOF)
                .containsEntry("proofVerdict", "PROVEN")
                .containsEntry("proofBlocksBefore", "35424")
                .containsEntry("proofBlocksAfter", "14")
                .containsEntry("proofMedianMsAfter", "0.048")
                .containsEntry("proofInsertSlowerPercent", "83.4")
                .containsEntry("proofSampled", "true");
        assertThat(ProofEvidence.effect(result))
                .contains(new ExpectedEffect("mean time of the statement, on a copy", 181.253, 0.024, "ms"));
    }

    @Test
    void measuredEffectStandsAboveTheEstimateOfTheSameIndexOnly() {
        FindingDetails measured = FindingDetails.NONE.expecting(new ExpectedEffect("time", 800, 50, "ms"));
        FindingDetails estimated = FindingDetails.NONE.expecting(new ExpectedEffect("blocks", 9, 3, ""));
        Map<String, String> proven = Map.of("ddl", "a", "proofVerdict", "PROVEN");

        assertThat(ProofEvidence.kept(proven, measured, Map.of("ddl", "a"), estimated))
                .isEqualTo(measured);
        assertThat(ProofEvidence.kept(proven, measured, Map.of("ddl", "a"), FindingDetails.NONE))
                .isEqualTo(measured);
        assertThat(ProofEvidence.kept(proven, measured, Map.of("ddl", "b"), estimated))
                .isEqualTo(estimated);
        assertThat(ProofEvidence.kept(Map.of("ddl", "a"), measured, Map.of("ddl", "a"), estimated))
                .isEqualTo(estimated);
        assertThat(ProofEvidence.kept(proven, null, Map.of("ddl", "a"), estimated))
                .isEqualTo(estimated);
        assertThat(ProofEvidence.kept(proven, measured, Map.of("ddl", "a"), null))
                .isEqualTo(measured);
    }

    @Test
    void whatWasNotMeasuredHasNoFigures() {
        ProofResult result =
                new ProofResult("PE-002", null, null, "x", Verdict.NOT_MEASURED, "no", List.of(), 0, 0, 1, 1, null);

        assertThat(ProofEvidence.effect(result)).isEmpty();
        assertThat(ProofEvidence.of(PROOF, report(result), result))
                .containsOnlyKeys("proof", "proofVerdict", "proofReason", "proofSampled");
    }

    @Test
    void aProofIsKeptForTheSameIndexAndForNoOther() {
        Map<String, String> known = Map.of("ddl", "a", "proofVerdict", "NOT_PROVEN", "proofReason", "r", "calls", "1");

        assertThat(ProofEvidence.kept(known, Map.of("ddl", "a", "calls", "2")))
                .containsOnly(
                        Map.entry("ddl", "a"),
                        Map.entry("calls", "2"),
                        Map.entry("proofVerdict", "NOT_PROVEN"),
                        Map.entry("proofReason", "r"));
        assertThat(ProofEvidence.kept(known, Map.of("ddl", "b"))).containsOnlyKeys("ddl");
        assertThat(ProofEvidence.kept(Map.of("proofless", "x"), Map.of())).isEmpty();
        assertThat(ProofEvidence.disproves(known, Map.of("ddl", "a"))).isTrue();
        assertThat(ProofEvidence.disproves(known, Map.of("ddl", "b"))).isFalse();
        assertThat(ProofEvidence.disproves(Map.of(), Map.of())).isFalse();
    }

    private static ProofReport report(ProofResult result) {
        return new ProofReport(new ProofReport.Copy(Map.of(), 1, 2, true, 0), List.of(), List.of(result), Map.of());
    }
}
