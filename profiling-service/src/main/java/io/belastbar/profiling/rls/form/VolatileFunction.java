package io.belastbar.profiling.rls.form;

import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.reading.Access;
import io.belastbar.profiling.rls.reading.PolicyContext;
import io.belastbar.profiling.rls.reading.PolicyForm;
import io.belastbar.profiling.rls.reading.PolicyReading;
import java.util.List;
import java.util.Optional;

/**
 * A function that is VOLATILE, as every function is whose author did not say otherwise: it may answer differently for each
 * row, so it is asked for each, and no index helps. In a sub-select of its own it is asked once.
 */
final class VolatileFunction implements PolicyForm {
    @Override
    public String name() {
        return "volatile-function";
    }

    @Override
    public Optional<PolicyReading> read(SqlExpression condition, PolicyContext context) {
        return context.volatileCall(condition)
                .map(call -> new PolicyReading(
                        Access.FILTER,
                        name(),
                        1.6,
                        call,
                        List.copyOf(context.columns(condition)),
                        context.columns(call).isEmpty()
                                ? "Declare %s STABLE if it gives one answer per statement, or ask it once: (SELECT %s)"
                                        .formatted(call.name(), call.sql())
                                : "Compare the column with the session's value in the policy itself, as column ="
                                        + " current_setting(…): %s is VOLATILE and reads the row"
                                                .formatted(call.name())));
    }
}
