package io.belastbar.profiling.rls;

import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.rls.cost.Tenants;
import io.belastbar.profiling.rls.form.OrOfPolicies;
import io.belastbar.profiling.rls.form.PolicyForms;
import io.belastbar.profiling.rls.policy.Policy;
import io.belastbar.profiling.rls.policy.SecuredTable;
import io.belastbar.profiling.rls.reading.Access;
import io.belastbar.profiling.rls.reading.PlannedPolicy;
import io.belastbar.profiling.rls.reading.PolicyReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges the policies of tables that hold for who reads, one by one and together, and asks the planner whether it agrees. */
final class JudgedPolicies {
    private static final String MEMBERSHIPS = """
            SELECT r.rolname::text AS role FROM pg_roles r, pg_roles who
            WHERE who.rolname = $1 AND pg_has_role(who.oid, r.oid, 'USAGE')
            """;

    private final TargetSession session;
    private final String role;
    private final String reader;
    private final Tenants tenants;
    private final List<String> memberOf;

    JudgedPolicies(TargetSession session, CheckedDatabase database, Tenants tenants) {
        this.session = session;
        this.role = database.target().observed().planAs().orElse(null);
        this.reader = role == null ? database.login() : role;
        this.tenants = tenants;
        this.memberOf = session.rows(MEMBERSHIPS, reader).stream()
                .map(row -> row.text("role"))
                .toList();
    }

    String reader() {
        return reader;
    }

    boolean holdsForReader(SecuredTable table) {
        return table.policies().stream().anyMatch(policy -> policy.isFor("SELECT") && policy.holdsFor(memberOf));
    }

    List<JudgedPolicy> of(SecuredTable table) {
        List<Policy> reading = table.policies().stream()
                .filter(policy -> policy.isFor("SELECT") && policy.using() != null)
                .toList();
        List<Policy> ours =
                reading.stream().filter(policy -> policy.holdsFor(memberOf)).toList();
        PolicyReading together = ours.isEmpty() ? null : PolicyForms.together(ours, table);
        Optional<Boolean> planned = ours.isEmpty() ? Optional.empty() : planned(table);
        List<JudgedPolicy> judged = new ArrayList<>();
        for (Policy policy : reading) {
            PolicyReading alone = PolicyForms.read(policy, table);
            boolean decides = ours.contains(policy);
            judged.add(new JudgedPolicy(
                    table,
                    policy.name(),
                    policy.using(),
                    alone,
                    decides ? corrected(alone, together, planned) : alone.access()));
        }
        boolean noneIsFault =
                ours.stream().allMatch(policy -> PolicyForms.read(policy, table).access() != Access.FILTER);
        if (together != null && together.access() == Access.FILTER && noneIsFault) {
            judged.add(new JudgedPolicy(
                    table,
                    OrOfPolicies.names(ours),
                    OrOfPolicies.condition(ours),
                    together,
                    corrected(together, together, planned)));
        }
        return judged;
    }

    /** What an index answers all the same, be it by another policy that has to hold too, is no fault. */
    private static Access corrected(PolicyReading alone, PolicyReading together, Optional<Boolean> planned) {
        if (alone.access() == Access.FILTER) {
            boolean answered = planned.orElse(together.access() == Access.INDEX);
            return answered ? Access.INDEX : together.access() == Access.INDEX_MISSING ? Access.PLAIN : alone.access();
        }
        boolean doubted = alone.access() == Access.INDEX && together.access() == Access.INDEX && planned.isPresent();
        return doubted && !planned.get() ? Access.UNKNOWN : alone.access();
    }

    private Optional<Boolean> planned(SecuredTable table) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (tenants.setting() != null && !tenants.values().isEmpty()) {
            settings.put(tenants.setting(), tenants.values().getFirst());
        }
        return PlannedPolicy.usesIndex(session, table, role, settings);
    }
}
