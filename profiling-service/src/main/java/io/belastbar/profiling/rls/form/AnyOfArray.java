package io.belastbar.profiling.rls.form;

import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.reading.Access;
import io.belastbar.profiling.rls.reading.PolicyContext;
import io.belastbar.profiling.rls.reading.PolicyForm;
import io.belastbar.profiling.rls.reading.PolicyReading;
import io.belastbar.profiling.rls.reading.Sides;
import java.util.List;
import java.util.Optional;

/**
 * {@code column = ANY (array)}: with an array that the session gives, the index finds the rows of each element. The other
 * way round, {@code value = ANY (array column)}, no index can.
 */
final class AnyOfArray implements PolicyForm {
    @Override
    public String name() {
        return "any-of-array";
    }

    @Override
    public Optional<PolicyReading> read(SqlExpression condition, PolicyContext context) {
        if (condition instanceof SqlExpression.Operation operation
                && (operation.is("@>") || operation.is("&&") || operation.is("<@"))) {
            return contained(operation, context);
        }
        if (!(condition instanceof SqlExpression.AnyOf any)
                || any.all()
                || !any.operator().equals("=")) {
            return Optional.empty();
        }
        Optional<String> column = context.plainColumn(any.left()).filter(name -> context.isFixed(any.right()));
        if (column.isPresent() && context.dependsOnSession(any.right())) {
            return Optional.of(
                    new PolicyReading(context.byColumn(column.get()), name(), 0, any, List.of(column.get()), ""));
        }
        if (column.isPresent()) {
            return Optional.empty();
        }
        if (!context.isFixed(any.left()) || context.columns(any.right()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PolicyReading(
                Access.FILTER,
                name(),
                0.5,
                any,
                List.copyOf(context.columns(any.right())),
                "Write %s @> ARRAY[%s] with a GIN index on the array"
                        .formatted(any.right().sql(), any.left().sql())));
    }

    private Optional<PolicyReading> contained(SqlExpression.Operation operation, PolicyContext context) {
        return Sides.of(operation, context)
                .flatMap(sides -> context.plainColumn(sides.rowSide()))
                .map(column -> new PolicyReading(
                        context.table().indexes().stream()
                                        .anyMatch(index -> index.valid()
                                                && index.leads().equals(column)
                                                && (index.method().equals("gin")
                                                        || index.method().equals("gist")))
                                ? Access.INDEX
                                : Access.INDEX_MISSING,
                        name(),
                        0,
                        operation,
                        List.of(column),
                        ""));
    }
}
