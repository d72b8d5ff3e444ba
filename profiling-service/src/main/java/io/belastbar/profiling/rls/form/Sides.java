package io.belastbar.profiling.rls.form;

import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.reading.PolicyContext;
import java.util.Optional;
import java.util.Set;

/** A comparison of something of the row with something that is fixed for the statement. */
record Sides(SqlExpression rowSide, SqlExpression fixedSide, String operator) {
    private static final Set<String> COMPARISONS = Set.of("=", "<", ">", "<=", ">=", "@>", "<@", "&&");

    static Optional<Sides> of(SqlExpression condition, PolicyContext context) {
        return switch (condition) {
            case SqlExpression.Operation operation
            when operation.operands().size() == 2 && COMPARISONS.contains(operation.operator()) ->
                of(operation.operands().get(0), operation.operands().get(1), operation.operator(), context);
            case SqlExpression.AnyOf any when !any.all() -> of(any.left(), any.right(), any.operator(), context);
            default -> Optional.empty();
        };
    }

    private static Optional<Sides> of(SqlExpression left, SqlExpression right, String operator, PolicyContext context) {
        if (!context.isUnderstood(left) || !context.isUnderstood(right)) {
            return Optional.empty();
        }
        if (context.isFixed(right) && !context.columns(left).isEmpty()) {
            return Optional.of(new Sides(left, right, operator));
        }
        return context.isFixed(left) && !context.columns(right).isEmpty()
                ? Optional.of(new Sides(right, left, operator))
                : Optional.empty();
    }

    boolean isEquality() {
        return operator.equals("=");
    }

    /** Columns, constants and operators alone: nothing is asked of the session or of other tables. */
    static boolean isPlain(SqlExpression condition, PolicyContext context) {
        return context.isUnderstood(condition)
                && !context.columns(condition).isEmpty()
                && condition
                        .flatten()
                        .noneMatch(
                                part -> part instanceof SqlExpression.SubQuery || part instanceof SqlExpression.Case);
    }
}
