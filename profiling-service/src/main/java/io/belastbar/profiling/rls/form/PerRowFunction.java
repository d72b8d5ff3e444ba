package io.belastbar.profiling.rls.form;

import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.reading.Access;
import io.belastbar.profiling.rls.reading.PolicyContext;
import io.belastbar.profiling.rls.reading.PolicyForm;
import io.belastbar.profiling.rls.reading.PolicyReading;
import java.util.List;
import java.util.Optional;

/** A function of the application's that is given the row's columns and cannot be put in its place: called for each row. */
final class PerRowFunction implements PolicyForm {
    @Override
    public String name() {
        return "per-row-function";
    }

    @Override
    public Optional<PolicyReading> read(SqlExpression condition, PolicyContext context) {
        return context.calls(condition)
                .filter(call -> !context.columns(call).isEmpty())
                .filter(call -> context.candidates(call).stream().anyMatch(function -> !function.isBuiltIn()))
                .filter(call -> !context.hasIndexOn(call))
                .findFirst()
                .map(call -> new PolicyReading(
                        Access.FILTER,
                        name(),
                        6.0,
                        call,
                        List.copyOf(context.columns(condition)),
                        "Let %s return what the session may see, without the row, and compare the column with it. "
                                        .formatted(call.name())
                                + OneTenant.orElse("column", "column = ANY (ARRAY(SELECT …))")
                                + ". A LANGUAGE sql function of one expression, STABLE,"
                                + " not SECURITY DEFINER and without SET, is put in place of its call"));
    }
}
