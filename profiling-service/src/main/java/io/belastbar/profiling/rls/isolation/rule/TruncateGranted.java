package io.belastbar.profiling.rls.isolation.rule;

import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.rls.policy.SecuredTable;
import java.util.List;

/** TRUNCATE asks no policy. */
final class TruncateGranted implements IsolationRule {
    private static final String GRANTED = """
            SELECT n.nspname || '.' || c.relname AS name, r.rolname::text AS role
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, pg_roles r
            WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity AND r.rolname = ANY ($1::text[]) AND NOT r.rolsuper
              AND NOT pg_has_role(r.oid, c.relowner, 'USAGE') AND has_table_privilege(r.oid, c.oid, 'TRUNCATE')
            ORDER BY 1, 2
            """;

    @Override
    public List<Leak> leaks(TargetSession session, SecuredDatabase database) {
        var tables = database.byName();
        String[] roles = database.roles().stream()
                .map(SecuredDatabase.ApplicationRole::name)
                .toArray(String[]::new);
        return session.rows(GRANTED, (Object) roles).stream()
                .filter(row -> tables.containsKey(row.text("name")))
                .map(row -> Leak.of(
                        "truncate-granted",
                        row.text("name"),
                        row.text("role"),
                        "The application's role " + row.text("role") + " may TRUNCATE " + row.text("name")
                                + ", which removes the rows of all tenants: no policy is asked.",
                        "REVOKE TRUNCATE ON " + tables.get(row.text("name")).sql() + " FROM "
                                + SecuredTable.quoted(row.text("role"))))
                .toList();
    }
}
