package io.belastbar.plans;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Reads the numbers of a plan. */
final class Numbers {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d+)?");

    private Numbers() {}

    static OptionalDouble finite(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
