package io.belastbar.profiling.rls.isolation.rule;

import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.policy.Policy;
import io.belastbar.profiling.rls.policy.SecuredTable;
import io.belastbar.profiling.rls.reading.InlinedFunctions;
import io.belastbar.profiling.rls.reading.PolicyContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A permissive policy for reading that lets everything through: always ({@code true}), or when no tenant is set
 * ({@code current_setting(…) IS NULL OR …}, {@code tenant = coalesce(current_setting(…), tenant)}). A restrictive policy
 * that is not open closes it.
 */
final class OpenPolicy implements IsolationRule {
    @Override
    public List<Leak> leaks(TargetSession session, SecuredDatabase database) {
        List<Leak> leaks = new ArrayList<>();
        for (SecuredTable table : database.tables()) {
            if (table.enabled() && database.isOfTenants(table)) {
                String column = database.condition().orElseThrow().column();
                for (Policy policy : table.policies()) {
                    leak(policy, table, database)
                            .map(leak ->
                                    policy.holdsFor(database.readerOf()) ? leak.readFrom(table.sql(), column) : leak)
                            .ifPresent(leaks::add);
                }
            }
        }
        return leaks;
    }

    private static Optional<Leak> leak(Policy policy, SecuredTable table, SecuredDatabase database) {
        boolean concerns =
                database.roles().stream().anyMatch(role -> role.isBoundBy(table) && policy.holdsFor(role.memberOf()));
        if (!policy.permissive() || !policy.isFor("SELECT") || policy.using() == null || !concerns) {
            return Optional.empty();
        }
        PolicyContext context = new PolicyContext(table, policy.functions());
        SqlExpression condition = InlinedFunctions.of(policy.condition(), context);
        boolean always = condition instanceof SqlExpression.Constant constant && constant.isTrue();
        boolean closed = table.policies().stream()
                .filter(other -> !other.permissive() && other.isFor("SELECT") && other.using() != null)
                .filter(other -> other.roles().isEmpty() || other.roles().equals(policy.roles()))
                .anyMatch(other -> always || !isOpenWithoutTenant(other.condition(), context));
        if (closed) {
            return Optional.empty();
        }
        if (always) {
            return Optional.of(Leak.of(
                    "policy-always-true",
                    table,
                    policy.name(),
                    "The policy " + policy.name() + " on " + table.qualifiedName() + " is true for every row.",
                    "Give the policy to the roles that may see every tenant (ALTER POLICY … TO role), or drop it"));
        }
        return isOpenWithoutTenant(condition, context)
                ? Optional.of(Leak.of(
                                "policy-open-without-tenant",
                                table,
                                policy.name(),
                                "The policy " + policy.name() + " on " + table.qualifiedName()
                                        + " is true for every row when no tenant is set.",
                                "Leave out the branch for a missing setting: a comparison with NULL lets nobody in",
                                "Give jobs that serve all tenants a role and a policy of their own")
                        .openWithoutTenant())
                : Optional.empty();
    }

    /** Whether a condition is met by every row when what the session says is NULL or empty. */
    private static boolean isOpenWithoutTenant(SqlExpression condition, PolicyContext context) {
        return switch (condition) {
            case SqlExpression.Constant constant -> constant.isTrue();
            case SqlExpression.Operation operation
            when operation.is("OR") ->
                operation.operands().stream().anyMatch(part -> isOpenWithoutTenant(part, context));
            case SqlExpression.Operation operation
            when operation.is("AND") ->
                operation.operands().stream().allMatch(part -> isOpenWithoutTenant(part, context));
            case SqlExpression.Test test -> test.test().equals("NULL") && isOfSession(test.of(), context);
            case SqlExpression.Case cases ->
                cases.parts().size() > 1
                        && isOpenWithoutTenant(cases.parts().get(0), context)
                        && cases.parts().get(1) instanceof SqlExpression.Constant result
                        && result.isTrue();
            case SqlExpression.Operation operation
            when operation.is("=") && operation.operands().size() == 2 ->
                isEmptyText(operation, context) || isColumnItself(operation, context);
            default -> false;
        };
    }

    private static boolean isOfSession(SqlExpression expression, PolicyContext context) {
        return context.columns(expression).isEmpty()
                && context.calls(expression).anyMatch(call -> call.isCalled("current_setting"));
    }

    /** {@code current_setting(…) = ''}, also inside coalesce. */
    private static boolean isEmptyText(SqlExpression.Operation equals, PolicyContext context) {
        SqlExpression left = equals.operands().get(0);
        SqlExpression right = equals.operands().get(1);
        return isOfSession(left, context) && isEmpty(right) || isOfSession(right, context) && isEmpty(left);
    }

    private static boolean isEmpty(SqlExpression expression) {
        return expression instanceof SqlExpression.Constant constant
                        && constant.text().equals("''")
                || expression instanceof SqlExpression.Cast cast && isEmpty(cast.of());
    }

    /** {@code tenant = coalesce(…, tenant)}. */
    private static boolean isColumnItself(SqlExpression.Operation equals, PolicyContext context) {
        List<SqlExpression> sides = equals.operands();
        return isColumnItself(sides.get(0), sides.get(1), context)
                || isColumnItself(sides.get(1), sides.get(0), context);
    }

    private static boolean isColumnItself(SqlExpression column, SqlExpression other, PolicyContext context) {
        return !context.columns(column).isEmpty()
                && other instanceof SqlExpression.Call call
                && call.isCalled("coalesce")
                && !call.arguments().isEmpty()
                && call.arguments().getLast().equals(column);
    }
}
