package io.belastbar.budget.export.prometheus;

import java.math.BigDecimal;
import java.math.MathContext;

/** How PromQL writes texts and numbers. One text that it cannot read, and Prometheus refuses the whole file. */
final class PromQl {

    private static final MathContext DIGITS = new MathContext(10);

    private PromQl() {}

    /** A label that has this value. */
    static String equal(String label, String value) {
        return label + "=" + quoted(value);
    }

    /** A label that matches a regular expression as a whole. */
    static String matching(String label, String expression) {
        return label + "=~" + quoted(expression);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(one -> {
            switch (one) {
                case '\\' -> quoted.append("\\\\");
                case '"' -> quoted.append("\\\"");
                case '\n' -> quoted.append("\\n");
                default ->
                    quoted.append(Character.isISOControl(one) ? "\\u%04x".formatted(one) : Character.toString(one));
            }
        });
        return quoted.append('"').toString();
    }

    /** A text that a regular expression (RE2) takes for itself. */
    static String literally(String text) {
        return text.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0");
    }

    /** Without an exponent, in at most ten digits, as people would write it. */
    static String number(double value) {
        return BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /**
     * The bucket at a bound. The library writes {@code 1.0} where others write {@code 1}.
     *
     * @param seconds above 0
     */
    static String bucket(double seconds) {
        var plain = BigDecimal.valueOf(seconds).stripTrailingZeros();
        if (plain.scale() <= 0) {
            return matching("le", plain.toPlainString() + "([.]0)?");
        }
        var java = Double.toString(seconds);
        return java.contains("E")
                ? matching("le", literally(plain.toPlainString()) + "|" + literally(java))
                : equal("le", plain.toPlainString());
    }
}
