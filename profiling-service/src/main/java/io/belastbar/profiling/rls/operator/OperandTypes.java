package io.belastbar.profiling.rls.operator;

import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.expression.Expression.Call;
import io.belastbar.plans.index.expression.Expression.Cast;
import io.belastbar.plans.index.expression.Expression.Column;
import io.belastbar.plans.index.expression.Expression.Constant;
import io.belastbar.plans.index.expression.Expression.Operation;
import io.belastbar.plans.index.expression.Expression.Parameter;
import io.belastbar.profiling.rls.operator.catalogue.DatabaseOperator;
import io.belastbar.profiling.rls.operator.catalogue.OperatorCatalogue;
import java.util.List;
import java.util.Map;

/**
 * The types of what stands beside an operator in a plan, which prints the types of constants, but neither those of columns
 * nor those of parameters. 0 where it is not certain: then nothing is said.
 */
final class OperandTypes {
    private static final Map<String, String> WORDS = Map.of(
            "CURRENT_DATE", "date",
            "CURRENT_TIMESTAMP", "timestamptz",
            "LOCALTIMESTAMP", "timestamp",
            "CURRENT_TIME", "timetz",
            "LOCALTIME", "time",
            "CURRENT_USER", "name",
            "SESSION_USER", "name",
            "true", "bool",
            "false", "bool");

    private final OperatorCatalogue catalogue;
    private final Map<String, Long> columns;
    private final List<Long> parameters;

    /** @param parameters types of {@code $1} …, in order */
    OperandTypes(OperatorCatalogue catalogue, Map<String, Long> columns, List<Long> parameters) {
        this.catalogue = catalogue;
        this.columns = Map.copyOf(columns);
        this.parameters = List.copyOf(parameters);
    }

    long of(Expression expression) {
        return switch (expression) {
            case Column column -> columns.getOrDefault(unquoted(column.name()), 0L);
            case Parameter(int number) -> number >= 1 && number <= parameters.size() ? parameters.get(number - 1) : 0;
            case Constant constant -> constant(constant.sql());
            case Cast cast -> catalogue.type(withoutModifier(cast.type()));
            case Call call -> catalogue.returned(name(call.function()), all(call.parts()));
            case Operation(String operator, Expression left, Expression right)
            when left != null ->
                operator.equals("COLLATE")
                        ? of(left)
                        : catalogue
                                .operator(operator, of(left), of(right))
                                .map(DatabaseOperator::result)
                                .orElse(0L);
            default -> 0;
        };
    }

    List<Long> all(List<Expression> expressions) {
        return expressions.stream().map(this::of).toList();
    }

    private long constant(String sql) {
        if (WORDS.containsKey(sql)) {
            return catalogue.type(WORDS.get(sql));
        }
        if (sql.matches("\\d{1,10}")) {
            return Long.parseLong(sql) <= Integer.MAX_VALUE ? catalogue.type("int4") : catalogue.type("int8");
        }
        return sql.matches("\\d*\\.\\d+") ? catalogue.type("numeric") : 0;
    }

    /** {@code character varying(20)} is the type {@code character varying}. */
    private static String withoutModifier(String type) {
        return type.replaceAll("\\(\\d+(,\\d+)?\\)", "");
    }

    /** Of a function, without its schema. */
    static String name(String printed) {
        return unquoted(printed.substring(printed.lastIndexOf('.') + 1));
    }

    static String unquoted(String name) {
        return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name;
    }
}
