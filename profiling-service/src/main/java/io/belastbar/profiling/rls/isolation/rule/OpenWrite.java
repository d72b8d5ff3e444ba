package io.belastbar.profiling.rls.isolation.rule;

import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.rls.expression.ExpressionReader;
import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.policy.Policy;
import io.belastbar.profiling.rls.policy.SecuredTable;
import java.util.ArrayList;
import java.util.List;

/** Policies that let a tenant write rows of another: a check that is true, or every row open to UPDATE or DELETE. */
final class OpenWrite implements IsolationRule {
    private static final String WRITABLE = """
            SELECT n.nspname || '.' || c.relname AS name, p.privilege AS privilege, r.rolname::text AS role
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, pg_roles r,
                 unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']) AS p (privilege)
            WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity AND r.rolname = ANY ($1::text[])
              AND (has_table_privilege(r.oid, c.oid, p.privilege)
                   OR p.privilege <> 'DELETE' AND has_any_column_privilege(r.oid, c.oid, p.privilege))
            """;

    @Override
    public List<Leak> leaks(TargetSession session, SecuredDatabase database) {
        String[] roles = database.roles().stream()
                .map(SecuredDatabase.ApplicationRole::name)
                .toArray(String[]::new);
        List<String> writable = session.rows(WRITABLE, (Object) roles).stream()
                .map(row -> row.text("privilege") + row.text("role") + row.text("name"))
                .toList();
        List<Leak> leaks = new ArrayList<>();
        for (SecuredTable table : database.tables()) {
            for (String command : List.of("INSERT", "UPDATE", "DELETE")) {
                database.roles().stream()
                        .filter(role -> table.enabled() && database.isOfTenants(table))
                        .filter(role -> writable.contains(command + role.name() + table.qualifiedName()))
                        .filter(role -> role.isBoundBy(table))
                        .filter(role -> isOpen(table, command, role))
                        .map(role -> leak(table, command, role.name()))
                        .forEach(leaks::add);
            }
        }
        return leaks;
    }

    private static boolean isOpen(SecuredTable table, String command, SecuredDatabase.ApplicationRole role) {
        List<Policy> held = table.policies().stream()
                .filter(policy -> policy.isFor(command) && policy.holdsFor(role.memberOf()))
                .toList();
        boolean closed = held.stream().anyMatch(policy -> !policy.permissive() && !isTrue(checked(policy, command)));
        return !closed && held.stream().anyMatch(policy -> policy.permissive() && isTrue(checked(policy, command)));
    }

    /** DELETE writes no row, so only what it may find counts. */
    private static String checked(Policy policy, String command) {
        return command.equals("DELETE") ? policy.using() : policy.written();
    }

    private static boolean isTrue(String condition) {
        return ExpressionReader.read(condition) instanceof SqlExpression.Constant constant && constant.isTrue();
    }

    private static Leak leak(SecuredTable table, String command, String role) {
        return Leak.of(
                "write-without-check",
                table,
                command + " by " + role,
                "The policies of " + table.qualifiedName() + " let " + role + " "
                        + (command.equals("DELETE") ? "delete" : "write") + " rows of any tenant (" + command + ").",
                "ALTER POLICY … ON " + table.sql()
                        + (command.equals("DELETE") ? " USING" : " WITH CHECK")
                        + " (the same comparison of the tenant's column as for reading)");
    }
}
