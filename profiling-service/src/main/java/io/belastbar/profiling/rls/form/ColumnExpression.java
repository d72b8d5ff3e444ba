package io.belastbar.profiling.rls.form;

import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.reading.Access;
import io.belastbar.profiling.rls.reading.PolicyContext;
import io.belastbar.profiling.rls.reading.PolicyForm;
import io.belastbar.profiling.rls.reading.PolicyReading;
import io.belastbar.profiling.rls.reading.Sides;
import java.util.List;
import java.util.Optional;

/** {@code lower(tenant) = current_setting(…)}, {@code data ->> 'tenant' = …}: found only by an index on that expression. */
final class ColumnExpression implements PolicyForm {
    @Override
    public String name() {
        return "column-in-expression";
    }

    @Override
    public Optional<PolicyReading> read(SqlExpression condition, PolicyContext context) {
        return Sides.of(condition, context)
                .filter(sides -> context.plainColumn(sides.rowSide()).isEmpty())
                .filter(sides -> context.dependsOnSession(sides.fixedSide()))
                .map(sides -> reading(sides.rowSide(), context));
    }

    private PolicyReading reading(SqlExpression row, PolicyContext context) {
        boolean indexed = context.hasIndexOn(row);
        return new PolicyReading(
                indexed ? Access.INDEX : Access.FILTER,
                name(),
                0.5,
                row,
                List.copyOf(context.columns(row)),
                indexed
                        ? ""
                        : "Compare the column itself, or create an index on " + row.sql()
                                + ", or keep it as a generated column with an index");
    }
}
