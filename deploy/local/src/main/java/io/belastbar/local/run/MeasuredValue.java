package io.belastbar.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;

/**
 * Writes a number of a threshold with the unit that its expression gives it.
 *
 * @param language whose decimal point and grouping it has
 */
record MeasuredValue(ReportLanguage language) {

    private static final int DIGITS = 3;
    private static final double SHOWN_MIN = 0.0005;

    /**
     * @param expression such as {@code p(95)<500}: times are in milliseconds, rates from 0 to 1, throughput per second
     */
    String text(String expression, JsonNode value) {
        if (!value.isNumber()) {
            return "–";
        }
        double number = value.asDouble();
        if (expression.startsWith("rate")) {
            return number(100 * number, digits(100 * number)) + " %";
        }
        if (expression.startsWith("throughput")) {
            return rate(expression, number);
        }
        return expression.startsWith("count") ? number(number, 0) : number(number, digits(number)) + " ms";
    }

    /** By the second, minute or hour, as the limit beside it is written. */
    private String rate(String expression, double perSecond) {
        if (expression.endsWith("/min")) {
            return number(60 * perSecond, 1) + "/min";
        }
        return expression.endsWith("/h") ? number(3_600 * perSecond, 1) + "/h" : number(perSecond, 1) + "/s";
    }

    /** So many that no limit above zero is shown as zero. */
    private static int digits(double value) {
        return value == 0 || Math.abs(value) >= SHOWN_MIN
                ? DIGITS
                : DIGITS - (int) Math.floor(Math.log10(Math.abs(value)) + DIGITS);
    }

    /** At most so many digits after the point, none for show. */
    String number(double value, int digits) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
        if (rounded.signum() == 0) {
            return "0";
        }
        NumberFormat format = NumberFormat.getNumberInstance(language.locale());
        format.setMaximumFractionDigits(digits);
        return format.format(rounded);
    }
}
