package io.belastbar.budget.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How measurements are written for people: four digits are enough, whole numbers stay whole. */
final class Wording {

    private Wording() {}

    static String millis(double millis) {
        return number(millis) + " ms";
    }

    static String rate(double perSecond) {
        return number(perSecond) + " req/s";
    }

    static String percent(double fraction) {
        return number(100 * fraction) + "%";
    }

    static String number(double value) {
        var exact = BigDecimal.valueOf(value);
        var rounded = Math.abs(value) >= 1_000
                ? exact.setScale(0, RoundingMode.HALF_UP)
                : exact.round(new MathContext(4, RoundingMode.HALF_UP));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
