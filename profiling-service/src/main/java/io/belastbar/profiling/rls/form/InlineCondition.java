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
 * The column compared with the session's value, in the policy itself: {@code organization_id = current_setting(…)::uuid}.
 * With an index that the column leads this is the best form, whether or not a sub-select stands around the value: the
 * value is asked for once, to enter the index.
 */
final class InlineCondition implements PolicyForm {
    @Override
    public String name() {
        return "inline";
    }

    @Override
    public Optional<PolicyReading> read(SqlExpression condition, PolicyContext context) {
        Optional<Sides> sides = Sides.of(condition, context);
        Optional<String> compared = sides.flatMap(side -> context.plainColumn(side.rowSide()));
        if (compared.isEmpty()) {
            return Sides.isPlain(condition, context) ? Optional.of(plain(condition, context)) : Optional.empty();
        }
        boolean session = context.dependsOnSession(sides.get().fixedSide());
        if (!session || !sides.get().isEquality() || condition instanceof SqlExpression.AnyOf) {
            return Optional.of(plain(condition, context));
        }
        String column = compared.get();
        if (isOfAnotherCollation(
                sides.get().fixedSide(), context.table().types().getOrDefault(column, ""))) {
            return Optional.of(new PolicyReading(
                    Access.FILTER,
                    "other-collation",
                    0.15,
                    condition,
                    List.of(column),
                    "Say the column's collation: %s = %s COLLATE \"default\""
                            .formatted(column, sides.get().fixedSide().sql())));
        }
        return Optional.of(new PolicyReading(context.byColumn(column), name(), 0.15, condition, List.of(column), ""));
    }

    /** The name of a role sorts by "C", and an index of another collation cannot answer for that. */
    private static boolean isOfAnotherCollation(SqlExpression fixed, String type) {
        return !type.equals("name")
                && fixed.flatten()
                        .anyMatch(part -> part instanceof SqlExpression.Call call
                                && (call.isCalled("current_user")
                                        || call.isCalled("session_user")
                                        || call.isCalled("current_role")
                                        || call.isCalled("user")))
                && fixed.flatten()
                        .noneMatch(part -> part instanceof SqlExpression.Operation operation
                                && operation.operator().startsWith("COLLATE"));
    }

    private PolicyReading plain(SqlExpression condition, PolicyContext context) {
        List<String> columns = List.copyOf(context.columns(condition));
        boolean indexed = columns.size() == 1
                && !(condition instanceof SqlExpression.Operation negated && negated.is("NOT"))
                && context.table().indexOn(columns.getFirst()).isPresent();
        return new PolicyReading(indexed ? Access.INDEX : Access.PLAIN, "plain", 0.1, condition, columns, "");
    }
}
