package io.belastbar.profiling.rls.isolation.rule;

import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.rls.policy.SecuredTable;
import java.util.List;

/** A function that reads tenants' tables as its owner and that the application may call: worth knowing, often meant so. */
final class DefinerFunction implements IsolationRule {
    private static final String FUNCTIONS = """
            SELECT n.nspname || '.' || p.proname AS name, o.rolname::text AS owner,
                   coalesce(nullif(p.prosrc, ''), pg_get_function_sqlbody(p.oid), '') AS source
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles o ON o.oid = p.proowner
            WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              AND EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = ANY ($1::text[])
                  AND has_function_privilege(r.oid, p.oid, 'EXECUTE'))
            ORDER BY 1
            """;

    @Override
    public List<Leak> leaks(TargetSession session, SecuredDatabase database) {
        String[] roles = database.roles().stream()
                .map(SecuredDatabase.ApplicationRole::name)
                .toArray(String[]::new);
        return session.rows(FUNCTIONS, (Object) roles).stream()
                .flatMap(row -> database.tables().stream()
                        .filter(SecuredTable::enabled)
                        .filter(table -> mentions(row.text("source"), table.name()))
                        .limit(1)
                        .map(table -> Leak.of(
                                        "definer-function",
                                        row.text("name"),
                                        row.text("owner"),
                                        row.text("name") + " runs as its owner " + row.text("owner") + " and names "
                                                + table.qualifiedName() + ": it sees what its owner sees.",
                                        "Check that it returns no more than its caller may see")
                                .asInformation()))
                .toList();
    }

    private static boolean mentions(String source, String table) {
        return source.matches("(?is).*(?<![a-z0-9_])" + java.util.regex.Pattern.quote(table) + "(?![a-z0-9_]).*");
    }
}
