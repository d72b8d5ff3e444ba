package io.belastbar.load.comparison;

import io.belastbar.report.ReportLanguage;
import java.util.Locale;

/** Shares as percentages with two significant digits, in the reader's language. */
public final class Percent {

    private static final double SMALL = 0.0095;
    private static final double MIDDLE = 0.0995;

    private Percent() {}

    /** The number alone, without sign: 0.123 is "12". */
    public static String number(double share, ReportLanguage language) {
        double size = Math.abs(share);
        String format = size == 0 || size >= MIDDLE ? "%.0f" : size >= SMALL ? "%.1f" : "%.2f";
        return String.format(language.locale(), format, size * 100);
    }

    /** With sign and unit: "+12 %". */
    public static String change(double share, ReportLanguage language) {
        String sign = share > 0 ? "+" : share < 0 ? "−" : "±";
        return sign + number(share, language) + " %";
    }

    /** A rate: "0.12 %". */
    public static String rate(double share, ReportLanguage language) {
        return number(share, language) + " %";
    }

    /** Milliseconds with three significant digits. */
    public static String millis(double millis, ReportLanguage language) {
        Locale locale = language.locale();
        return String.format(locale, millis >= 100 ? "%,.0f" : millis >= 10 ? "%.1f" : "%.2f", millis) + " ms";
    }
}
