package io.belastbar.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes a number of a threshold with the unit that its expression gives it. */
final class MeasuredValue {
    private MeasuredValue() {}

    /**
     * @param expression such as {@code p(95)<500}: times are in milliseconds, rates from 0 to 1, throughput per second
     */
    static String text(String expression, JsonNode value) {
        if (!value.isNumber()) {
            return "–";
        }
        double number = value.asDouble();
        if (expression.startsWith("rate")) {
            return number(100 * number, 3) + " %";
        }
        if (expression.startsWith("throughput")) {
            return number(number, 1) + "/s";
        }
        return expression.startsWith("count") ? number(number, 0) : number(number, 3) + " ms";
    }

    /** At most so many digits after the point, none for show. */
    static String number(double value, int digits) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
