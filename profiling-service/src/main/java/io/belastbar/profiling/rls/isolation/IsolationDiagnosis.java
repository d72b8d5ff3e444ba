package io.belastbar.profiling.rls.isolation;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.rls.isolation.rule.Leak;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what of one tenant another may see. */
final class IsolationDiagnosis {
    private IsolationDiagnosis() {}

    static Diagnosis of(Leak leak, ForeignRows.Seen seen) {
        boolean proven = seen.notProven() == null && seen.seen() > 0;
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("relation", leak.relation());
        if (!leak.who().isEmpty()) {
            evidence.put("concerns", leak.who());
        }
        evidence.put("proven", Boolean.toString(proven));
        if (seen.notProven() == null) {
            evidence.put("foreignRowsSeen", String.join(", ", seen.counts()));
        } else {
            evidence.put("notProven", seen.notProven());
        }
        String proof = proven
                ? "Proven by reading: rows of other tenants were seen (" + String.join(", ", seen.counts())
                        + "; at most 1,000 are counted)."
                : "Not proven: " + seen.notProven() + ".";
        return new Diagnosis(
                Diagnosis.ISOLATION + leak.kind(),
                proven ? Severity.CRITICAL : leak.kind().equals("truncate-granted") ? Severity.MEDIUM : Severity.HIGH,
                leak.relation(),
                leak.who().isEmpty() ? List.of() : List.of(leak.who()),
                "Tenants are not kept apart: " + leak.relation() + " (" + leak.kind() + ")",
                leak.why() + "\n" + proof,
                leak.fix(),
                evidence);
    }
}
