package io.belastbar.profiling.rls.form;

import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.reading.Access;
import io.belastbar.profiling.rls.reading.PolicyContext;
import io.belastbar.profiling.rls.reading.PolicyForm;
import io.belastbar.profiling.rls.reading.PolicyReading;
import java.util.List;
import java.util.Optional;

/** A CASE that reads the row: its value is only known row by row. One that reads only the session is fixed. */
final class CaseCondition implements PolicyForm {
    @Override
    public String name() {
        return "case";
    }

    @Override
    public Optional<PolicyReading> read(SqlExpression condition, PolicyContext context) {
        return condition
                .flatten()
                .filter(part -> part instanceof SqlExpression.Case)
                .filter(part -> !context.columns(part).isEmpty())
                .findFirst()
                .map(part -> new PolicyReading(
                        Access.FILTER,
                        name(),
                        0.45,
                        part,
                        List.copyOf(context.columns(condition)),
                        "Write each branch as a policy of its own for the role that it is meant for (TO role), each with"
                                + " the plain comparison of its column; a CASE may stand on the session's side:"
                                + " column = CASE … END"));
    }
}
