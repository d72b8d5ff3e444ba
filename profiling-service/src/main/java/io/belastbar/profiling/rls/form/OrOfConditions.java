package io.belastbar.profiling.rls.form;

import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.reading.Access;
import io.belastbar.profiling.rls.reading.PolicyReading;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Conditions of which one suffices: OR within a policy, and several permissive policies for one command. Indexes find the
 * rows only if each branch has one; a branch that no index serves makes every row be looked at.
 */
final class OrOfConditions {
    static final String NAME = "or";

    private OrOfConditions() {}

    static PolicyReading of(SqlExpression at, List<PolicyReading> branches) {
        Set<String> columns = new LinkedHashSet<>();
        branches.forEach(branch -> columns.addAll(branch.columns()));
        if (any(branches, Access.UNKNOWN)) {
            return PolicyReading.unknown(at);
        }
        if (branches.stream().allMatch(branch -> branch.access() == Access.FIXED)) {
            return PolicyReading.fixed(at);
        }
        // A branch that is costly by itself is the fault, not the OR around it.
        PolicyReading costliest = branches.stream()
                .filter(branch -> branch.access() == Access.FILTER)
                .max(Comparator.comparingDouble(PolicyReading::microsPerRow))
                .orElse(null);
        if (costliest != null) {
            return new PolicyReading(
                    Access.FILTER,
                    costliest.form(),
                    costliest.microsPerRow(),
                    costliest.at(),
                    List.copyOf(columns),
                    costliest.advice());
        }
        if (branches.stream().allMatch(branch -> branch.access() == Access.INDEX)) {
            return new PolicyReading(Access.INDEX, NAME, 0.1, at, List.copyOf(columns), "");
        }
        if (!any(branches, Access.FIXED) && !any(branches, Access.PLAIN)) {
            return new PolicyReading(Access.INDEX_MISSING, NAME, 0.1, at, List.copyOf(columns), "");
        }
        boolean onlyPlain = branches.stream()
                .allMatch(branch -> branch.access() == Access.PLAIN || branch.access() == Access.FIXED);
        return onlyPlain
                ? new PolicyReading(Access.PLAIN, "plain", 0.1, at, List.copyOf(columns), "")
                : new PolicyReading(Access.FILTER, NAME, 0.45, at, List.copyOf(columns), advice(branches));
    }

    private static String advice(List<PolicyReading> branches) {
        return any(branches, Access.FIXED)
                ? "Give the branch that depends on no column to a role of its own (CREATE POLICY … TO that_role USING"
                        + " (true)) and keep the plain comparison for everybody else; where the branch only stands for"
                        + " \"no tenant is set\", leave it out"
                : "Give every branch an index that its column leads, so that PostgreSQL combines them, or keep what all"
                        + " may see in a table of its own";
    }

    private static boolean any(List<PolicyReading> branches, Access access) {
        return branches.stream().anyMatch(branch -> branch.access() == access);
    }
}
