package io.belastbar.profiling.rls;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.rls.cost.PolicyCost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says what the form of a policy costs and how it is written instead. */
final class PolicyFormDiagnosis {
    private PolicyFormDiagnosis() {}

    static Diagnosis of(JudgedPolicy policy, PolicyCost cost, Severity severity) {
        String table = policy.table().qualifiedName();
        return new Diagnosis(
                PolicyFormsCheck.CAUSE,
                severity,
                table,
                List.of(policy.policies(), policy.reading().form()),
                "Policy " + policy.policies() + " on " + table + " keeps an index from being used ("
                        + policy.reading().form() + ")",
                description(policy, cost),
                List.of(
                        policy.reading().advice(),
                        "Compare the count of each tenant's rows before and after: it must stay the same"),
                evidence(policy, cost));
    }

    private static String description(JudgedPolicy policy, PolicyCost cost) {
        String form = "PostgreSQL looks at every row of the table (about %.0f) to find those of a tenant: %s."
                .formatted(
                        Math.max(0, policy.table().rows()),
                        policy.reading().at().sql());
        if (!cost.isMeasured()) {
            return form + "\n"
                    + String.format(
                            Locale.ROOT,
                            "Predicted, not measured: about %.0f ms a statement, from the size of the table.",
                            policy.predictedMs());
        }
        PolicyCost.OfTenant worst = cost.worst();
        String measured = String.format(
                Locale.ROOT,
                "Measured for tenant %s: counting its rows %s %.1f ms and %.0f blocks",
                worst.tenant(),
                worst.secured().complete() ? "takes" : "was ended after",
                worst.secured().ms(),
                worst.secured().blocks());
        return form + "\n" + measured
                + (worst.written() == null || !worst.written().isThere()
                        ? ". It could not be compared with the tenant's condition written out."
                        : String.format(
                                Locale.ROOT,
                                "; without the policy and with the tenant's condition written out %.1f ms and %.0f"
                                        + " blocks.",
                                worst.written().ms(),
                                worst.written().blocks()));
    }

    private static Map<String, String> evidence(JudgedPolicy policy, PolicyCost cost) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("table", policy.table().qualifiedName());
        evidence.put("policy", policy.policies());
        evidence.put("condition", shortened(policy.condition()));
        evidence.put("form", policy.reading().form());
        evidence.put("rowsInTable", whole(Math.max(0, policy.table().rows())));
        evidence.put("predictedMs", number(policy.predictedMs()));
        evidence.put("measured", Boolean.toString(cost.isMeasured()));
        if (cost.isMeasured()) {
            PolicyCost.OfTenant worst = cost.worst();
            evidence.put("tenant", worst.tenant());
            evidence.put("measuredMs", number(worst.secured().ms()));
            evidence.put("measuredBlocks", whole(worst.secured().blocks()));
            if (worst.written() != null && worst.written().isThere()) {
                evidence.put("writtenOutMs", number(worst.written().ms()));
                evidence.put("writtenOutBlocks", whole(worst.written().blocks()));
            }
        }
        return evidence;
    }

    static String shortened(String text) {
        return text.length() <= 2000 ? text : text.substring(0, 2000) + "…";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
