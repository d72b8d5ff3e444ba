package io.belastbar.profiling.rls.isolation.rule;

import io.belastbar.profiling.database.TargetSession;
import java.util.List;

/** A table with the tenants' column that the application may read, and whose row-level security is off. */
final class TableWithoutPolicies implements IsolationRule {
    private static final String READABLE = """
            SELECT n.nspname || '.' || c.relname AS name, r.rolname::text AS role
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, pg_roles r
            WHERE c.relkind IN ('r', 'p') AND NOT c.relrowsecurity AND r.rolname = ANY ($1::text[])
              AND has_schema_privilege(r.oid, n.oid, 'USAGE') AND has_table_privilege(r.oid, c.oid, 'SELECT')
              AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            """;

    @Override
    public List<Leak> leaks(TargetSession session, SecuredDatabase database) {
        if (database.condition().isEmpty()) {
            return List.of();
        }
        String column = database.condition().get().column();
        String[] roles = database.roles().stream()
                .map(SecuredDatabase.ApplicationRole::name)
                .toArray(String[]::new);
        List<String> readable = session.rows(READABLE, (Object) roles).stream()
                .map(row -> row.text("name"))
                .toList();
        return database.tables().stream()
                .filter(table -> !table.enabled() && table.parents().isEmpty() && database.isOfTenants(table))
                .filter(table -> readable.contains(table.qualifiedName()))
                .map(table -> Leak.of(
                                "table-without-policies",
                                table,
                                "",
                                table.qualifiedName() + " has the column " + column
                                        + ", by which other tables keep tenants apart, but row-level security is off.",
                                "ALTER TABLE " + table.sql() + " ENABLE ROW LEVEL SECURITY; CREATE POLICY tenant ON "
                                        + table.sql() + " USING ("
                                        + database.condition().get().on(table) + ")",
                                "Where the application has to read it before it knows the tenant (a login), let it do so"
                                        + " through a function that returns one row")
                        .readFrom(table.sql(), column))
                .toList();
    }
}
