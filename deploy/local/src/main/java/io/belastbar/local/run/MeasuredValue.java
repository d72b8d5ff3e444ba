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

    /**
     * @param expression such as {@code p(95)<500}: times are in milliseconds, rates from 0 to 1, throughput per second
     */
    String text(String expression, JsonNode value) {
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
