package io.belastbar.profiling.rls;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.rls.cost.MeasureCost;
import io.belastbar.profiling.rls.cost.PolicyCost;
import io.belastbar.profiling.rls.cost.PolicySeverity;
import io.belastbar.profiling.rls.cost.Tenants;
import io.belastbar.profiling.rls.policy.PolicyCatalogue;
import io.belastbar.profiling.rls.policy.SecuredTable;
import io.belastbar.profiling.rls.reading.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Which form each policy has, whether an index answers it, and what it costs: measured where {@code system.yml} allows it,
 * else predicted from the table's size.
 */
public final class PolicyFormsCheck implements DatabaseCheck {
    static final String CAUSE = "policy-form";
    private static final Duration BUDGET = Duration.ofSeconds(20);
    private static final int TENANTS = 40;

    private final LongSupplier nanos;

    public PolicyFormsCheck(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public String name() {
        return "row-security-policies";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        List<SecuredTable> all = PolicyCatalogue.read(session);
        Tenants tenants = Tenants.of(session, database);
        MeasureCost measure = new MeasureCost(session, database, BUDGET, nanos);
        JudgedPolicies judge = new JudgedPolicies(session, database, tenants);
        Set<String> missing = new LinkedHashSet<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Diagnosis> diagnoses = new ArrayList<>();
        int policies = 0;
        for (SecuredTable table : all) {
            if (!table.enabled() || table.policies().isEmpty()) {
                continue;
            }
            List<JudgedPolicy> judged = judge.of(table);
            policies += table.policies().size();
            boolean worth = judged.stream().anyMatch(JudgedPolicy::isFault);
            PolicyCost cost = !worth
                    ? PolicyCost.none("")
                    : judge.holdsForReader(table)
                            ? measure.of(table, all, tenants, TENANTS)
                            : PolicyCost.none("measurements of " + table.qualifiedName() + ": no policy of it names "
                                    + judge.reader() + ", as which is read");
            cost.missing().stream().filter(text -> !text.isEmpty()).forEach(missing::add);
            for (JudgedPolicy one : judged) {
                Optional<Severity> severity = one.isFault() ? PolicySeverity.of(ms(one, cost)) : Optional.empty();
                rows.add(row(one, cost, severity));
                severity.ifPresent(how -> diagnoses.add(PolicyFormDiagnosis.of(one, cost, how)));
            }
        }
        return new CheckReport(name(), summary(policies, diagnoses.size()), List.copyOf(missing), rows, diagnoses);
    }

    private static double ms(JudgedPolicy one, PolicyCost cost) {
        return cost.isMeasured() ? cost.worst().ms() : one.predictedMs();
    }

    private static String summary(int policies, int faults) {
        if (policies == 0) {
            return "No policies of row-level security";
        }
        return faults == 0
                ? "No policy that keeps an index from being used, of " + policies
                : faults + " of " + policies + " policies have a form that makes PostgreSQL look at every row";
    }

    private static Map<String, Object> row(JudgedPolicy one, PolicyCost cost, Optional<Severity> severity) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("table", one.table().qualifiedName());
        row.put("policy", one.policies());
        row.put("condition", one.condition());
        row.put("form", one.reading().form());
        row.put("answeredBy", one.access().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        row.put("severity", severity.map(Severity::name).orElse(null));
        row.put("predictedMs", one.isFault() ? rounded(one.predictedMs()) : null);
        boolean measured = one.isFault() && cost.isMeasured();
        row.put("measuredMs", measured ? rounded(cost.worst().ms()) : null);
        row.put("tenantsMeasured", measured ? cost.tenants().size() : null);
        row.put("tenantsKnown", measured ? cost.known() : null);
        row.put("medianMs", measured ? rounded(cost.medianMs()) : null);
        row.put("p95Ms", measured ? rounded(cost.p95Ms()) : null);
        row.put("worstTenant", measured ? cost.worst().tenant() : null);
        row.put("measuredBlocks", measured ? cost.worst().secured().blocks() : null);
        row.put(
                "writtenOutMs",
                measured && cost.isCompared() ? rounded(cost.worst().written().ms()) : null);
        row.put(
                "advice",
                one.access() == Access.INDEX_MISSING
                        ? one.missingIndex()
                        : one.reading().advice());
        return row;
    }

    static double rounded(double ms) {
        return Math.round(ms * 100) / 100.0;
    }
}
