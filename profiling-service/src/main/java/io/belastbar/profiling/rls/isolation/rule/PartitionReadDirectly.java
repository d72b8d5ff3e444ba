package io.belastbar.profiling.rls.isolation.rule;

import io.belastbar.profiling.database.TargetSession;
import java.util.List;

/** The policies of a partitioned table are not in force when a partition is read by its own name. */
final class PartitionReadDirectly implements IsolationRule {
    private static final String READABLE = """
            SELECT n.nspname || '.' || c.relname AS name
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, pg_roles r
            WHERE r.rolname = ANY ($1::text[]) AND EXISTS (SELECT 1 FROM pg_inherits h WHERE h.inhrelid = c.oid)
              AND has_schema_privilege(r.oid, n.oid, 'USAGE') AND has_table_privilege(r.oid, c.oid, 'SELECT')
            """;

    @Override
    public List<Leak> leaks(TargetSession session, SecuredDatabase database) {
        var tables = database.byName();
        String[] roles = database.roles().stream()
                .map(SecuredDatabase.ApplicationRole::name)
                .toArray(String[]::new);
        List<String> readable = session.rows(READABLE, (Object) roles).stream()
                .map(row -> row.text("name"))
                .toList();
        return database.tables().stream()
                .filter(table -> !table.enabled() && readable.contains(table.qualifiedName()))
                .filter(table -> table.parents().stream()
                        .anyMatch(parent ->
                                tables.containsKey(parent) && tables.get(parent).enabled()))
                .map(table -> Leak.of(
                                "partition-read-directly",
                                table,
                                "",
                                table.qualifiedName() + " is a part of "
                                        + table.parents().getFirst()
                                        + ", whose policies are not in force when the part is read by its own name, and"
                                        + " the application may read it so.",
                                "REVOKE ALL ON " + table.sql() + " FROM the application's roles: reading through the"
                                        + " parent needs no right on it",
                                "Or: ALTER TABLE " + table.sql() + " ENABLE ROW LEVEL SECURITY, with the same policies")
                        .readFrom(
                                table.sql(),
                                database.condition()
                                        .map(found -> found.column())
                                        .filter(table::hasColumn)
                                        .orElse(null)))
                .toList();
    }
}
