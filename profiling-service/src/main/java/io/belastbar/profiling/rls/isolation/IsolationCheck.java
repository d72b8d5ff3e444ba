package io.belastbar.profiling.rls.isolation;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.rls.cost.TenantCondition;
import io.belastbar.profiling.rls.cost.Tenants;
import io.belastbar.profiling.rls.isolation.rule.IsolationRule;
import io.belastbar.profiling.rls.isolation.rule.Leak;
import io.belastbar.profiling.rls.isolation.rule.SecuredDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether tenants see each other's rows, or somebody sees rows without a tenant: each way in is looked for in the
 * catalogue, and proven by reading where that is allowed. What reading refutes is no finding.
 */
public final class IsolationCheck implements DatabaseCheck {
    @Override
    public String name() {
        return "tenant-isolation";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase checked) {
        SecuredDatabase database = SecuredDatabase.of(session, checked);
        if (database.tables().stream().noneMatch(table -> !table.policies().isEmpty())) {
            return new CheckReport(name(), "No policies of row-level security", List.of(), List.of(), List.of());
        }
        Set<String> missing = new LinkedHashSet<>();
        if (database.roles().isEmpty()) {
            missing.add("the application's roles: belastbar.targets."
                    + checked.target().name() + ".statements-of");
        }
        // Before any tenant is set: a setting that a session once had is empty afterwards, not absent.
        List<Leak> leaks = new ArrayList<>(IsolationRule.all().stream()
                .flatMap(rule -> rule.leaks(session, database).stream())
                .toList());
        leaks.sort((a, b) -> Boolean.compare(b.withoutTenant(), a.withoutTenant()));
        Tenants tenants = Tenants.of(session, checked);
        ForeignRows foreign = new ForeignRows(
                session, checked, tenants, database.condition().orElse(new TenantCondition("", "''", false)));
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (Leak leak : leaks) {
            ForeignRows.Seen seen = leak.information() ? ForeignRows.Seen.notRead("information") : foreign.of(leak);
            boolean refuted = seen.notProven() == null && seen.seen() == 0;
            rows.add(row(leak, seen));
            if (!leak.information() && !refuted) {
                diagnoses.add(IsolationDiagnosis.of(leak, seen));
                Optional.ofNullable(seen.notProven())
                        .filter(why -> !why.contains("does not prove"))
                        .ifPresent(why -> missing.add(why.replaceFirst("^predicted: ", "")));
            }
        }
        return new CheckReport(name(), summary(diagnoses), List.copyOf(missing), rows, diagnoses);
    }

    private static String summary(List<Diagnosis> diagnoses) {
        long proven = diagnoses.stream()
                .filter(diagnosis -> "true".equals(diagnosis.evidence().get("proven")))
                .count();
        return diagnoses.isEmpty()
                ? "No way was found for tenants to see each other's rows"
                : diagnoses.size() + " ways for tenants to see each other's rows, " + proven + " proven by reading";
    }

    private static Map<String, Object> row(Leak leak, ForeignRows.Seen seen) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("relation", leak.relation());
        row.put("kind", leak.kind());
        row.put("concerns", leak.who());
        row.put("foreignRowsSeen", seen.notProven() == null ? seen.seen() : null);
        row.put("proof", seen.notProven() == null ? String.join(", ", seen.counts()) : seen.notProven());
        row.put("why", leak.why());
        return row;
    }
}
