package io.belastbar.profiling.proof;

import io.belastbar.profiling.proof.scratch.ScratchPlace;
import io.belastbar.profiling.proof.session.DatabaseAddress;
import java.util.List;
import java.util.UUID;

/**
 * What is to be proven, where, and as whom.
 *
 * @param target with the login that only reads
 * @param reader the role that reads what the application reads; null: the login itself
 * @param application the role whose policies count
 * @param hidesValues whether no value of a row may be told: of an environment that is production
 * @param tenantSetting the session setting that policies read; null when nobody said it
 * @param tenantQuery whose first column are all its values; null when nobody said it
 */
public record ProofOrder(
        UUID id,
        DatabaseAddress target,
        ScratchPlace place,
        String reader,
        String application,
        boolean hidesValues,
        String tenantSetting,
        String tenantQuery,
        List<CandidateToProve> candidates) {
    public ProofOrder {
        candidates = List.copyOf(candidates);
    }

    boolean knowsTenants() {
        return tenantSetting != null && tenantQuery != null;
    }

    /** Every text whose tables are needed. */
    List<String> texts() {
        return candidates.stream()
                .flatMap(candidate -> java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(candidate.ddl()),
                        candidate.statements().stream().map(StatementToProve::text)))
                .distinct()
                .toList();
    }
}
