package io.belastbar.profiling.rls.cost;

import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.database.QueryRefused;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.web.system.DatabaseDescription;
import java.util.List;
import java.util.Objects;

/**
 * The tenants that {@code system.yml} lets be asked for.
 *
 * @param setting session setting of the tenant; null when none is described
 * @param values the first of them, up to {@link #MAX}
 * @param missing why there are none; null when there are
 */
public record Tenants(String setting, List<String> values, String missing) {
    /** How many are read at most; a distribution over more says nothing else. */
    public static final int MAX = 200;

    public Tenants {
        values = List.copyOf(values);
    }

    public static Tenants of(TargetSession session, CheckedDatabase database) {
        DatabaseDescription described = database.description().databaseDescription();
        if (!described.knowsTenants()) {
            return new Tenants(
                    null, List.of(), "tenants: system.yml names no database.tenant-setting and database.tenants");
        }
        String setting = described.tenantSetting().orElseThrow();
        String role = database.target().observed().planAs().orElse(null);
        try {
            List<String> values = session.inTransaction(() -> {
                AsTenant.enter(session, role, null, null);
                String query = described.tenantQuery().orElseThrow().strip().replaceAll(";\\s*$", "");
                return session.rows("SELECT * FROM (" + query + ") AS tenants LIMIT " + MAX).stream()
                        .map(row -> row.values().values().iterator().next())
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .distinct()
                        .toList();
            });
            return new Tenants(
                    setting, values, values.isEmpty() ? "tenants: the query of system.yml has no row" : null);
        } catch (QueryRefused refused) {
            return new Tenants(
                    setting, List.of(), "tenants: the query of system.yml was refused: " + refused.getMessage());
        }
    }
}
