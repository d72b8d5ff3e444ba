package io.belastbar.profiling.rls.reading;

import io.belastbar.profiling.rls.expression.ExpressionReader;
import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.policy.PolicyFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the bodies of SQL functions in place of their calls where PostgreSQL does so, as the planner sees the policy. */
public final class InlinedFunctions {
    private static final int ROUNDS_MAX = 5;

    private final PolicyContext context;

    private InlinedFunctions(PolicyContext context) {
        this.context = context;
    }

    public static SqlExpression of(SqlExpression expression, PolicyContext context) {
        return new InlinedFunctions(context).replaced(expression, Map.of(), 0);
    }

    private SqlExpression replaced(SqlExpression expression, Map<String, SqlExpression> values, int round) {
        return switch (expression) {
            case SqlExpression.Column column ->
                column.qualifier() == null ? values.getOrDefault(column.name(), column) : column;
            case SqlExpression.Constant constant -> values.getOrDefault(constant.text(), constant);
            case SqlExpression.Cast cast -> new SqlExpression.Cast(replaced(cast.of(), values, round), cast.type());
            case SqlExpression.Call call -> call(call, values, round);
            case SqlExpression.Operation operation ->
                new SqlExpression.Operation(operation.operator(), all(operation.operands(), values, round));
            case SqlExpression.Test test -> new SqlExpression.Test(replaced(test.of(), values, round), test.test());
            case SqlExpression.Case cases -> new SqlExpression.Case(all(cases.parts(), values, round), cases.text());
            case SqlExpression.AnyOf any ->
                new SqlExpression.AnyOf(
                        replaced(any.left(), values, round),
                        any.operator(),
                        any.all(),
                        replaced(any.right(), values, round));
            case SqlExpression.SubQuery query ->
                query.left() == null
                        ? query
                        : new SqlExpression.SubQuery(
                                query.use(), replaced(query.left(), values, round), query.operator(), query.text());
            case SqlExpression.ListOf list -> new SqlExpression.ListOf(all(list.elements(), values, round));
            case SqlExpression.Unread unread -> unread;
        };
    }

    private List<SqlExpression> all(List<SqlExpression> parts, Map<String, SqlExpression> values, int round) {
        return parts.stream().map(part -> replaced(part, values, round)).toList();
    }

    private SqlExpression call(SqlExpression.Call call, Map<String, SqlExpression> values, int round) {
        List<SqlExpression> arguments = all(call.arguments(), values, round);
        SqlExpression.Call kept = new SqlExpression.Call(call.schema(), call.name(), arguments);
        List<PolicyFunction> candidates = context.candidates(call);
        if (candidates.size() != 1 || round > ROUNDS_MAX) {
            return kept;
        }
        PolicyFunction function = candidates.getFirst();
        String body = function.inlined();
        if (body == null) {
            return kept;
        }
        SqlExpression read = ExpressionReader.read(body);
        return read instanceof SqlExpression.Unread ? kept : replaced(read, named(function, arguments), round + 1);
    }

    private static Map<String, SqlExpression> named(PolicyFunction function, List<SqlExpression> arguments) {
        Map<String, SqlExpression> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            values.put("$" + (i + 1), arguments.get(i));
            if (i < function.argumentNames().size()) {
                values.put(function.argumentNames().get(i), arguments.get(i));
            }
        }
        return values;
    }
}
