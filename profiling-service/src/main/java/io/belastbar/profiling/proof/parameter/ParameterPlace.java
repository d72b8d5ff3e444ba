package io.belastbar.profiling.proof.parameter;

import java.util.Objects;

/**
 * What a parameter is compared with.
 *
 * @param number n of {@code $n}
 * @param table qualified and quoted; empty for LIMIT and OFFSET
 * @param expression column or expression of that table as SQL writes it; empty for LIMIT and OFFSET
 */
record ParameterPlace(int number, String table, String expression, Use use) {
    enum Use {
        EQUAL,
        /** One of the elements of the parameter, an array. */
        ELEMENT,
        /** The column is greater. */
        LOWER_BOUND,
        /** The column is less. */
        UPPER_BOUND,
        PATTERN,
        CONTAINS,
        LIMIT,
        OFFSET
    }

    ParameterPlace {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(expression, "expression");
        Objects.requireNonNull(use, "use");
    }

    boolean isOfPage() {
        return use == Use.LIMIT || use == Use.OFFSET;
    }
}
