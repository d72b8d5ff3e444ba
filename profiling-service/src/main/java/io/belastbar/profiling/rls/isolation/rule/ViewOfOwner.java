package io.belastbar.profiling.rls.isolation.rule;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.rls.policy.Policy;
import io.belastbar.profiling.rls.policy.SecuredTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A view reads its tables as its owner unless it is {@code security_invoker} (version 15 and later); a materialised view
 * holds what its owner saw. It is a way in when the owner sees more than a tenant.
 */
final class ViewOfOwner implements IsolationRule {
    /** Views that the application may read, with the tables that they read directly, and who their owner is. */
    private static final String VIEWS = """
            SELECT DISTINCT vn.nspname::text AS schema, v.relname::text AS name, v.relkind = 'm' AS materialised,
                   o.rolname::text AS owner, o.rolsuper OR o.rolbypassrls AS bypasses,
                   coalesce(v.reloptions::text ~ 'security_invoker=(true|on|1|yes)', false) AS invoker,
                   ARRAY(SELECT m.rolname::text FROM pg_roles m WHERE pg_has_role(o.oid, m.oid, 'USAGE')) AS owner_of,
                   tn.nspname || '.' || t.relname AS read,
                   ARRAY(SELECT a.attname::text FROM pg_attribute a
                         WHERE a.attrelid = v.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
            FROM pg_class v JOIN pg_namespace vn ON vn.oid = v.relnamespace JOIN pg_roles o ON o.oid = v.relowner
            JOIN pg_rewrite w ON w.ev_class = v.oid
            JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
                 AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> v.oid
            JOIN pg_class t ON t.oid = d.refobjid AND t.relrowsecurity JOIN pg_namespace tn ON tn.oid = t.relnamespace
            WHERE v.relkind IN ('v', 'm') AND EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = ANY ($1::text[])
                  AND has_schema_privilege(r.oid, vn.oid, 'USAGE') AND has_table_privilege(r.oid, v.oid, 'SELECT'))
            ORDER BY 1, 2
            """;

    @Override
    public List<Leak> leaks(TargetSession session, SecuredDatabase database) {
        Map<String, SecuredTable> tables = database.byName();
        String[] roles = database.roles().stream()
                .map(SecuredDatabase.ApplicationRole::name)
                .toArray(String[]::new);
        Map<String, Leak> leaks = new LinkedHashMap<>();
        for (TargetRow row : session.rows(VIEWS, (Object) roles)) {
            SecuredTable read = tables.get(row.text("read"));
            boolean ownEyes = row.truth("invoker") && !row.truth("materialised");
            if (read != null && !ownEyes && seesMore(row, read)) {
                leaks.putIfAbsent(
                        row.text("schema") + "." + row.text("name"), leak(row, read, database, session.version()));
            }
        }
        return new ArrayList<>(leaks.values());
    }

    private static boolean seesMore(TargetRow view, SecuredTable table) {
        List<String> ownerOf = view.texts("owner_of");
        if (view.truth("bypasses") || view.truth("materialised")) {
            return true;
        }
        if (ownerOf.contains(table.owner()) && !table.forced()) {
            return true;
        }
        return table.policies().stream()
                .filter(Policy::permissive)
                .anyMatch(
                        policy -> policy.isFor("SELECT") && policy.holdsFor(ownerOf) && "true".equals(policy.using()));
    }

    private static Leak leak(TargetRow view, SecuredTable read, SecuredDatabase database, int version) {
        String name = view.text("schema") + "." + view.text("name");
        String sql = SecuredTable.quoted(view.text("schema")) + "." + SecuredTable.quoted(view.text("name"));
        String column = database.condition()
                .map(found -> found.column())
                .filter(view.texts("columns")::contains)
                .orElse(null);
        Leak leak = view.truth("materialised")
                ? Leak.of(
                        "materialised-view",
                        name,
                        "",
                        name + " holds rows of " + read.qualifiedName()
                                + " as its owner saw them, and no policy is in force" + " for a materialised view.",
                        "Take SELECT on it from the application and let it read through a view that compares the tenant's"
                                + " column with the session's value")
                : Leak.of(
                        "view-of-owner",
                        name,
                        view.text("owner"),
                        name + " reads " + read.qualifiedName() + " as its owner " + view.text("owner")
                                + ", for whom the tenants' policies are not in force.",
                        version >= 150000
                                ? "ALTER VIEW " + sql + " SET (security_invoker = true)"
                                : "Give the view to an owner for whom the tenants' policies are in force (this server has no"
                                        + " security_invoker; it came with version 15)");
        return leak.readFrom(sql, column);
    }
}
