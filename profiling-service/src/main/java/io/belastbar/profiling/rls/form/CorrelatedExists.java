package io.belastbar.profiling.rls.form;

import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.reading.Access;
import io.belastbar.profiling.rls.reading.PolicyContext;
import io.belastbar.profiling.rls.reading.PolicyForm;
import io.belastbar.profiling.rls.reading.PolicyReading;
import java.util.List;
import java.util.Optional;

/**
 * A sub-query that reads the row outside: {@code EXISTS (… WHERE m.organization_id = documents.organization_id)}. It is
 * run, or looked up, for each row.
 */
final class CorrelatedExists implements PolicyForm {
    @Override
    public String name() {
        return "correlated-exists";
    }

    @Override
    public Optional<PolicyReading> read(SqlExpression condition, PolicyContext context) {
        return condition
                .flatten()
                .filter(part -> part instanceof SqlExpression.SubQuery query
                        && !query.mentions(context.table().name(), context.table()::hasColumn)
                                .isEmpty())
                .findFirst()
                .map(part -> new PolicyReading(
                        Access.FILTER,
                        name(),
                        2.5,
                        part,
                        List.copyOf(context.columns(condition)),
                        OneTenant.orElse(
                                "column",
                                "ask once for all that it may and compare the column with it: column = ANY"
                                        + " (ARRAY(SELECT … WHERE … = the session's value)). Either without the row"
                                        + " in the sub-query")));
    }
}
