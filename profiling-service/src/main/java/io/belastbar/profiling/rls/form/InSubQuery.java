package io.belastbar.profiling.rls.form;

import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.reading.Access;
import io.belastbar.profiling.rls.reading.PolicyContext;
import io.belastbar.profiling.rls.reading.PolicyForm;
import io.belastbar.profiling.rls.reading.PolicyReading;
import java.util.List;
import java.util.Optional;

/**
 * {@code column IN (SELECT …)}: the conditions of policies are not turned into joins, so the list is made once and every
 * row is looked up in it. {@code = ANY (ARRAY(SELECT …))} makes the list once too, and the index finds the rows.
 */
final class InSubQuery implements PolicyForm {
    @Override
    public String name() {
        return "in-sub-query";
    }

    @Override
    public Optional<PolicyReading> read(SqlExpression condition, PolicyContext context) {
        return condition
                .flatten()
                .filter(part -> part instanceof SqlExpression.SubQuery query
                        && query.use() == SqlExpression.Use.IN
                        && !context.columns(part).isEmpty())
                .map(SqlExpression.SubQuery.class::cast)
                .findFirst()
                .map(query -> reading(query, condition, context));
    }

    private PolicyReading reading(SqlExpression.SubQuery query, SqlExpression condition, PolicyContext context) {
        boolean correlated = !query.mentions(context.table().name(), context.table()::hasColumn)
                .isEmpty();
        String advice = correlated
                ? "Turn it round, so that the sub-query reads only the session and the row's column stands outside. "
                        + OneTenant.orElse("column", "column = ANY (ARRAY(SELECT … WHERE … = the session's value))")
                : OneTenant.orElse(
                        query.left().sql(),
                        query.left().sql() + " " + query.operator() + " ANY (ARRAY(" + query.text() + "))");
        return new PolicyReading(
                Access.FILTER, name(), correlated ? 2.5 : 0.3, query, List.copyOf(context.columns(condition)), advice);
    }
}
