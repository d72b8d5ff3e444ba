package io.belastbar.profiling.rls.isolation.rule;

import io.belastbar.profiling.rls.policy.SecuredTable;
import java.util.List;

/**
 * A way in which rows of one tenant may reach another.
 *
 * @param kind in kebab case, stable: part of the fingerprint
 * @param relation schema and name of the table, view or function
 * @param who the role or the policy that it concerns; empty for none
 * @param why one sentence
 * @param fix what to do, as SQL where it is
 * @param readable what to read to prove it, as SQL; null when reading proves nothing
 * @param column of the tenant in it; null when it is not known
 * @param withoutTenant whether it is open when no tenant is set, not between two tenants
 * @param information whether it is worth knowing rather than wrong
 */
public record Leak(
        String kind,
        String relation,
        String who,
        String why,
        List<String> fix,
        String readable,
        String column,
        boolean withoutTenant,
        boolean information) {
    public Leak {
        fix = List.copyOf(fix);
    }

    static Leak of(String kind, SecuredTable table, String who, String why, String... fix) {
        return new Leak(kind, table.qualifiedName(), who, why, List.of(fix), null, null, false, false);
    }

    static Leak of(String kind, String relation, String who, String why, String... fix) {
        return new Leak(kind, relation, who, why, List.of(fix), null, null, false, false);
    }

    Leak readFrom(String sql, String tenantColumn) {
        return new Leak(kind, relation, who, why, fix, sql, tenantColumn, withoutTenant, information);
    }

    Leak openWithoutTenant() {
        return new Leak(kind, relation, who, why, fix, readable, column, true, information);
    }

    Leak asInformation() {
        return new Leak(kind, relation, who, why, fix, readable, column, withoutTenant, true);
    }
}
