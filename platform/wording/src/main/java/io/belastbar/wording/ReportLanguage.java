package io.belastbar.wording;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;

/** A language that reports are written in, and how it writes numbers. */
public enum ReportLanguage {
    ENGLISH("en", Locale.UK),
    GERMAN("de", Locale.GERMANY);

    private final String code;
    private final Locale locale;

    ReportLanguage(String code, Locale locale) {
        this.code = code;
        this.locale = locale;
    }

    /** By ISO 639-1 code: {@code en} or {@code de}, with or without a region. */
    public static Optional<ReportLanguage> of(String code) {
        String language = code.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        for (ReportLanguage known : values()) {
            if (known.code.equals(language)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    public String code() {
        return code;
    }

    public Locale locale() {
        return locale;
    }

    /** The one of two texts that is in this language. */
    public String choose(String german, String english) {
        return this == GERMAN ? german : english;
    }

    /** With grouping and at most this many decimals: {@code 1,234.5} or {@code 1.234,5}. */
    public String number(double value, int decimalsMax) {
        return format(value, 0, decimalsMax);
    }

    /** Three significant digits below a thousand, whole numbers from there. */
    public String number(double value) {
        double size = Math.abs(value);
        return number(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
    }

    /** A time in milliseconds with its unit; seconds from ten seconds. */
    public String millis(double millis) {
        return Math.abs(millis) >= 10_000 ? number(millis / 1_000) + " s" : number(millis) + " ms";
    }

    /** A share from 0 to 1 as per cent. */
    public String percent(double share) {
        double percent = share * 100;
        return number(percent, Math.abs(percent) >= 10 ? 1 : Math.abs(percent) >= 0.1 ? 2 : 4) + " %";
    }

    /** Events per second. */
    public String perSecond(double rate) {
        return number(rate, rate >= 100 ? 0 : 1) + "/s";
    }

    private String format(double value, int decimalsMin, int decimalsMax) {
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(locale));
        format.setMinimumFractionDigits(decimalsMin);
        format.setMaximumFractionDigits(decimalsMax);
        format.setRoundingMode(RoundingMode.HALF_UP);
        String text = format.format(value);
        return text.equals("-0") ? "0" : text.replace('-', '−');
    }
}
