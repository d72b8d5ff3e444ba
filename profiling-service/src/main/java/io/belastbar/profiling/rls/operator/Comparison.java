package io.belastbar.profiling.rls.operator;

import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.expression.Expression.Elements;
import io.belastbar.plans.index.expression.Expression.Opaque;
import io.belastbar.plans.index.expression.Expression.Operation;
import io.belastbar.profiling.rls.operator.catalogue.DatabaseOperator;
import io.belastbar.profiling.rls.operator.catalogue.OperatorCatalogue;
import java.util.Optional;

/**
 * A condition that an index could answer: something of a row's own beside a value that is the same for all rows.
 *
 * @param operand what is of the row
 * @param value what is not
 * @param reversed whether the value stands on the left
 * @param elements whether the value is an array, one element of which has to fit
 */
record Comparison(String operator, Expression operand, Expression value, boolean reversed, boolean elements) {

    static Optional<Comparison> of(Expression condition) {
        return switch (condition) {
            case Operation(String operator, Expression left, Expression right)
            when left != null ->
                isSettled(right) && isOfRow(left)
                        ? Optional.of(new Comparison(operator, left, right, false, false))
                        : isSettled(left) && isOfRow(right)
                                ? Optional.of(new Comparison(operator, right, left, true, false))
                                : Optional.empty();
            case Elements(String operator, Expression left, Expression array, boolean every)
            when !every ->
                isSettled(array) && isOfRow(left)
                        ? Optional.of(new Comparison(operator, left, array, false, true))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isSettled(Expression side) {
        return side.columns().isEmpty() && side.all().noneMatch(Opaque.class::isInstance);
    }

    private static boolean isOfRow(Expression side) {
        return !side.columns().isEmpty() && side.all().noneMatch(Opaque.class::isInstance);
    }

    /** The operator with the types of its operands, in the order in which they are printed. */
    Optional<DatabaseOperator> operator(OperatorCatalogue catalogue, OperandTypes types) {
        long ofRow = types.of(operand);
        long ofValue = valueType(catalogue, types);
        return reversed ? catalogue.operator(operator, ofValue, ofRow) : catalogue.operator(operator, ofRow, ofValue);
    }

    /** Of the value, or of an element of it. */
    long valueType(OperatorCatalogue catalogue, OperandTypes types) {
        long type = types.of(value);
        return elements ? catalogue.element(type) : type;
    }
}
