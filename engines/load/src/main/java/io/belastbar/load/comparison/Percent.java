package io.belastbar.load.comparison;

import io.belastbar.load.comparison.statistics.Interval;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import java.util.Locale;

/** Shares as percentages with two significant digits, in the reader's language. */
public final class Percent {

    private static final double SMALL = 0.0095;
    private static final double MIDDLE = 0.0995;

    private static final double FACTOR_FROM = 10;
    // Nothing is left of one end, and the other is a hundred times: the measurement may have made all of it.
    private static final double UNBOUNDED_LOW = -0.99;
    private static final double UNBOUNDED_HIGH = 99;

    private Percent() {}

    /** The number alone, without sign: 0.123 is "12". */
    public static String number(double share, ReportLanguage language) {
        double size = Math.abs(share);
        String format = size == 0 || size >= MIDDLE ? "%.0f" : size >= SMALL ? "%.1f" : "%.2f";
        return String.format(language.locale(), format, size * 100);
    }

    /** With sign and unit, "+12 %"; from ten times on as a factor, "×21". */
    public static String change(double share, ReportLanguage language) {
        if (share >= FACTOR_FROM - 1) {
            return String.format(language.locale(), "×%,.0f", 1 + share);
        }
        String sign = share > 0 ? "+" : share < 0 ? "−" : "±";
        return sign + number(share, language) + " %";
    }

    /** Both ends, "+8 % to +12 %"; in words where they bound nothing. */
    public static String range(Interval interval, ReportLanguage language) {
        return interval.low() <= UNBOUNDED_LOW && interval.high() >= UNBOUNDED_HIGH
                ? language.choose("nicht einzugrenzen", "cannot be bounded")
                : Wording.of(Percent.class, language)
                        .text("range", change(interval.low(), language), change(interval.high(), language));
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
