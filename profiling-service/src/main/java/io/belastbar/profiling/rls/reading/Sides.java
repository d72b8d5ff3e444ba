package io.belastbar.profiling.rls.reading;

import io.belastbar.profiling.rls.expression.SqlExpression;
import java.util.Optional;
import java.util.Set;

/**
 * A comparison of something of the row with something that is fixed for the statement.
 *
 * @param array whether the fixed side is an array of which one element suffices
 */
public record Sides(SqlExpression rowSide, SqlExpression fixedSide, String operator, boolean array) {
    private static final Set<String> COMPARISONS = Set.of("=", "<", ">", "<=", ">=", "@>", "<@", "&&");

    public static Optional<Sides> of(SqlExpression condition, PolicyContext context) {
        return switch (condition) {
            case SqlExpression.Operation operation
            when operation.operands().size() == 2 && COMPARISONS.contains(operation.operator()) ->
                of(operation.operands().get(0), operation.operands().get(1), operation.operator(), false, context);
            case SqlExpression.AnyOf any when !any.all() -> of(any.left(), any.right(), any.operator(), true, context);
            default -> Optional.empty();
        };
    }

    private static Optional<Sides> of(
            SqlExpression left, SqlExpression right, String operator, boolean array, PolicyContext context) {
        if (!context.isUnderstood(left) || !context.isUnderstood(right)) {
            return Optional.empty();
        }
        if (context.isFixed(right) && !context.columns(left).isEmpty()) {
            return Optional.of(new Sides(left, right, operator, array));
        }
        return context.isFixed(left) && !context.columns(right).isEmpty()
                ? Optional.of(new Sides(right, left, operator, false))
                : Optional.empty();
    }

    public boolean isEquality() {
        return operator.equals("=");
    }

    /** Columns, constants and operators alone: nothing is asked of the session or of other tables. */
    public static boolean isPlain(SqlExpression condition, PolicyContext context) {
        return context.isUnderstood(condition)
                && !context.columns(condition).isEmpty()
                && condition
                        .flatten()
                        .noneMatch(
                                part -> part instanceof SqlExpression.SubQuery || part instanceof SqlExpression.Case);
    }
}
