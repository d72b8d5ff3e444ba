package io.belastbar.profiling.proof;

import java.util.List;
import java.util.Map;

/**
 * What a proof brought.
 *
 * @param copy on what it was measured
 * @param notes what was not copied or not measured, each with the reason, in plain English
 * @param results one for each candidate, in the order in which they were given
 * @param partsMs how long which part took, by its name in kebab case
 */
public record ProofReport(Copy copy, List<String> notes, List<ProofResult> results, Map<String, Long> partsMs) {
    public ProofReport {
        notes = List.copyOf(notes);
        results = List.copyOf(results);
        partsMs = new java.util.LinkedHashMap<>(partsMs);
    }

    ProofReport taking(Map<String, Long> parts) {
        return new ProofReport(copy, notes, results, parts);
    }

    /**
     * The copy.
     *
     * @param rows by table, with its schema
     * @param tenants whose rows it holds, of {@code tenantsInAll}
     * @param sampled whether it holds fewer rows than the reader may see in the target
     */
    public record Copy(Map<String, Long> rows, int tenants, int tenantsInAll, boolean sampled, long bytes) {
        public Copy {
            rows = new java.util.LinkedHashMap<>(rows);
        }
    }
}
