package io.belastbar.profiling.rls.form;

import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.reading.Access;
import io.belastbar.profiling.rls.reading.PolicyContext;
import io.belastbar.profiling.rls.reading.PolicyForm;
import io.belastbar.profiling.rls.reading.PolicyReading;
import io.belastbar.profiling.rls.reading.Sides;
import java.util.List;
import java.util.Optional;

/** {@code organization_id::text = current_setting(…)}: the index is on the column, not on its text. */
final class CastOnColumn implements PolicyForm {
    @Override
    public String name() {
        return "cast-on-column";
    }

    @Override
    public Optional<PolicyReading> read(SqlExpression condition, PolicyContext context) {
        return Sides.of(condition, context)
                .filter(sides -> sides.rowSide() instanceof SqlExpression.Cast cast
                        && context.plainColumn(cast).isEmpty()
                        && context.plainColumn(cast.of()).isPresent())
                .map(sides -> reading((SqlExpression.Cast) sides.rowSide(), sides.fixedSide(), context));
    }

    private PolicyReading reading(SqlExpression.Cast cast, SqlExpression fixed, PolicyContext context) {
        String column = context.plainColumn(cast.of()).orElseThrow();
        String type = context.table().types().getOrDefault(column, "");
        if (context.hasIndexOn(cast)) {
            return new PolicyReading(Access.INDEX, name(), 0, cast, List.of(column), "");
        }
        return new PolicyReading(
                Access.FILTER,
                name(),
                0.5,
                cast,
                List.of(column),
                "Cast the session's side instead: %s = (%s)::%s".formatted(column, fixed.sql(), type)
                        + (context.table().indexOn(column).isPresent()
                                ? ""
                                : ", with an index led by " + column + ", which the table lacks too"));
    }
}
