package io.belastbar.profiling.rls.expression;

import java.util.List;
import java.util.stream.Collectors;

/** Writes an expression with every bracket that it may need. */
final class ExpressionPrint {
    private ExpressionPrint() {}

    static String of(SqlExpression expression) {
        return switch (expression) {
            case SqlExpression.Column column ->
                (column.qualifier() == null ? "" : quoted(column.qualifier()) + ".") + quoted(column.name());
            case SqlExpression.Constant constant -> constant.text();
            case SqlExpression.Cast cast -> "(" + of(cast.of()) + ")::" + cast.type();
            case SqlExpression.Call call -> call(call);
            case SqlExpression.Operation operation -> operation(operation);
            case SqlExpression.Test test -> "(" + of(test.of()) + " IS " + test.test() + ")";
            case SqlExpression.Case cases -> cases.text();
            case SqlExpression.AnyOf any ->
                "(" + of(any.left()) + " " + any.operator() + (any.all() ? " ALL (" : " ANY (") + of(any.right())
                        + "))";
            case SqlExpression.SubQuery query -> query(query);
            case SqlExpression.ListOf list -> "ARRAY[" + list(list.elements(), ", ") + "]";
            case SqlExpression.Unread unread -> unread.text();
        };
    }

    private static String call(SqlExpression.Call call) {
        return (call.schema() == null ? "" : quoted(call.schema()) + ".")
                + quoted(call.name())
                + "("
                + list(call.arguments(), ", ")
                + ")";
    }

    private static String operation(SqlExpression.Operation operation) {
        List<SqlExpression> operands = operation.operands();
        return operands.size() == 1
                ? "(" + operation.operator() + " " + of(operands.getFirst()) + ")"
                : "(" + list(operands, " " + operation.operator() + " ") + ")";
    }

    private static String query(SqlExpression.SubQuery query) {
        return switch (query.use()) {
            case EXISTS -> "(EXISTS (" + query.text() + "))";
            case IN -> "(" + of(query.left()) + " " + query.operator() + " ANY (" + query.text() + "))";
            case SCALAR -> "(" + query.text() + ")";
            case ARRAY -> "ARRAY(" + query.text() + ")";
        };
    }

    private static String list(List<SqlExpression> parts, String between) {
        return parts.stream().map(ExpressionPrint::of).collect(Collectors.joining(between));
    }

    private static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") && !name.equals("user")
                ? name
                : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
