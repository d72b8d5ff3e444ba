package io.belastbar.plans.index;

import java.util.Objects;

/**
 * One key of an index.
 *
 * @param expression a column as SQL writes it, quoted where it must be, or an expression without outer parentheses
 * @param order what follows it: empty, {@code DESC}, {@code DESC NULLS LAST} …
 * @param operatorClass for example {@code text_pattern_ops}; empty for the type's default
 */
public record IndexKey(String expression, String order, String operatorClass) {
    private static final String COLUMN = "[a-z_][a-z0-9_$]*|\"(?:[^\"]|\"\")+\"";

    public IndexKey {
        Objects.requireNonNull(expression, "expression");
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(operatorClass, "operatorClass");
    }

    /** A column or expression in ascending order. */
    public static IndexKey of(String expression) {
        return new IndexKey(expression, "", "");
    }

    public boolean isColumn() {
        return expression.matches(COLUMN);
    }

    public boolean isDescending() {
        return order.startsWith("DESC");
    }

    /** PostgreSQL sorts NULL as the largest value unless the key says otherwise. */
    public boolean isNullsFirst() {
        return order.endsWith("NULLS FIRST") || isDescending() && !order.endsWith("NULLS LAST");
    }

    /** As it stands in CREATE INDEX. */
    public String sql() {
        String key = isColumn() ? expression : "(" + expression + ")";
        String operators = operatorClass.isEmpty() ? "" : " " + operatorClass;
        return key + operators + (order.isEmpty() ? "" : " " + order);
    }
}
