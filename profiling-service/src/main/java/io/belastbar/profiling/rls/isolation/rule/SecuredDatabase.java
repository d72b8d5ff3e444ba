package io.belastbar.profiling.rls.isolation.rule;

import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.rls.cost.TenantCondition;
import io.belastbar.profiling.rls.policy.PolicyCatalogue;
import io.belastbar.profiling.rls.policy.SecuredTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the checks of isolation look at: tables with their policies, who the application is, and which rows are a tenant's.
 *
 * @param roles of the application, by name
 * @param readerOf the roles whose rights who reads has, its own among them
 * @param condition of a tenant's rows, as most policies have it; empty where no policy tells tenants apart
 */
public record SecuredDatabase(
        List<SecuredTable> tables,
        List<ApplicationRole> roles,
        Optional<TenantCondition> condition,
        List<String> readerOf) {
    /**
     * As the target names them; else every role that logs in, is nobody's administrator and may read a table that has
     * policies.
     */
    private static final String ROLES = """
            SELECT r.rolname::text AS name, r.rolsuper AS superuser, r.rolbypassrls AS bypasses,
                   ARRAY(SELECT m.rolname::text FROM pg_roles m WHERE pg_has_role(r.oid, m.oid, 'USAGE')) AS member_of
            FROM pg_roles r
            WHERE r.rolname = ANY ($1::text[])
               OR cardinality($1::text[]) = 0 AND r.rolcanlogin AND NOT r.rolsuper AND r.rolname <> session_user
                  AND EXISTS (SELECT 1 FROM pg_class c WHERE c.relrowsecurity AND c.relkind IN ('r', 'p')
                              AND c.relowner <> r.oid AND has_table_privilege(r.oid, c.oid, 'SELECT'))
            ORDER BY r.rolname
            """;

    private static final String MEMBERSHIPS = """
            SELECT r.rolname::text AS role FROM pg_roles r, pg_roles who
            WHERE who.rolname = $1 AND pg_has_role(who.oid, r.oid, 'USAGE')
            """;

    /** @param memberOf itself and every role whose rights it has */
    public record ApplicationRole(String name, boolean superuser, boolean bypasses, List<String> memberOf) {
        public ApplicationRole {
            memberOf = List.copyOf(memberOf);
        }

        /** Whether any policy of a table is in force for it; where none is, that is the one thing to be told. */
        public boolean isBoundBy(SecuredTable table) {
            return !superuser && !bypasses && !ownsUnforced(table);
        }

        /** Whether the policies of a table are not in force for it because the table is its own. */
        public boolean ownsUnforced(SecuredTable table) {
            return memberOf.contains(table.owner()) && !table.forced();
        }
    }

    public SecuredDatabase {
        tables = List.copyOf(tables);
        roles = List.copyOf(roles);
        readerOf = List.copyOf(readerOf);
    }

    public static SecuredDatabase of(TargetSession session, CheckedDatabase database) {
        List<SecuredTable> tables = PolicyCatalogue.read(session);
        String[] named = database.target().observed().statementsOf().toArray(String[]::new);
        List<ApplicationRole> roles = session.rows(ROLES, (Object) named).stream()
                .map(SecuredDatabase::role)
                .toList();
        String reader = database.target().observed().planAs().orElse(database.login());
        List<String> readerOf = session.rows(MEMBERSHIPS, reader).stream()
                .map(row -> row.text("role"))
                .toList();
        Optional<String> setting = database.description().databaseDescription().tenantSetting();
        Optional<TenantCondition> condition = TenantCondition.mostOften(tables)
                .or(() -> setting.flatMap(name -> tables.stream()
                        .flatMap(table -> TenantCondition.guessed(table, name).stream())
                        .findFirst()));
        return new SecuredDatabase(tables, roles, condition, readerOf);
    }

    private static ApplicationRole role(TargetRow row) {
        return new ApplicationRole(
                row.text("name"), row.truth("superuser"), row.truth("bypasses"), row.texts("member_of"));
    }

    /** Whether a table keeps rows of tenants: it has the column that policies compare with the session's value. */
    public boolean isOfTenants(SecuredTable table) {
        return condition.filter(found -> table.hasColumn(found.column())).isPresent();
    }

    public Map<String, SecuredTable> byName() {
        return tables.stream().collect(Collectors.toMap(SecuredTable::qualifiedName, Function.identity(), (a, b) -> a));
    }
}
