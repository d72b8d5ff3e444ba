package io.belastbar.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A language that reports are written in, and how it writes numbers. */
public enum ReportLanguage {
    ENGLISH("en", Locale.UK),
    GERMAN("de", Locale.GERMANY);

    /** What stands where nothing is known. */
    public static final String NOTHING = "–";

    private static final List<String> BYTES = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
    private static final int DECIMALS_MAX = 12;
    private static final double SECONDS_FROM_MS = 10_000;

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
        return Double.isFinite(value) ? format(decimalsMax).format(zeroIsPositive(value, decimalsMax)) : NOTHING;
    }

    /** Three significant digits below a thousand, whole numbers from there. */
    public String number(double value) {
        return number(value, decimals(value));
    }

    /**
     * A figure that stands beside its limit. It is never rounded further than the limit is written, and never so far
     * that it would seem to be on the other side of the limit, or on it: 99.96 is not "100" beside 99.99.
     */
    public String beside(double value, double limit) {
        if (!Double.isFinite(value) || !Double.isFinite(limit)) {
            return number(value);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal bound = BigDecimal.valueOf(limit).stripTrailingZeros();
        int decimals = Math.max(decimals(value), Math.min(DECIMALS_MAX, bound.scale()));
        while (decimals < DECIMALS_MAX
                && exact.setScale(decimals, RoundingMode.HALF_UP).compareTo(bound) != exact.compareTo(bound)) {
            decimals++;
        }
        return number(value, decimals);
    }

    private static int decimals(double value) {
        double size = Math.abs(value);
        return size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    }

    /** A time in milliseconds with its unit; seconds from ten seconds. */
    public String millis(double millis) {
        return unit(
                Math.abs(millis) >= SECONDS_FROM_MS ? millis / 1_000 : millis,
                Math.abs(millis) >= SECONDS_FROM_MS ? "s" : "ms");
    }

    /** A time beside its limit, both in milliseconds and both in the limit's unit. */
    public String millisBeside(double millis, double limit) {
        boolean seconds = Math.abs(limit) >= SECONDS_FROM_MS;
        double unit = seconds ? 1_000 : 1;
        return Double.isFinite(millis) ? beside(millis / unit, limit / unit) + (seconds ? " s" : " ms") : NOTHING;
    }

    /** A share from 0 to 1 as per cent. */
    public String percent(double share) {
        double percent = share * 100;
        double size = Math.abs(percent);
        return Double.isFinite(share) ? number(percent, size >= 10 ? 1 : size >= 0.1 ? 2 : 4) + " %" : NOTHING;
    }

    /** A share beside its limit, both from 0 to 1; without a limit as it is. */
    public String percentBeside(double share, double limit) {
        return Double.isFinite(share) && Double.isFinite(limit)
                ? beside(hundredfold(share), hundredfold(limit)) + " %"
                : percent(share);
    }

    /** As a person would multiply: 0.9999 is 99.99, and not 99.99000000000001. */
    private static double hundredfold(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).doubleValue();
    }

    /** A change from 0, with its sign: {@code +12 %}, {@code −0.5 %}. */
    public String change(double percent) {
        return (percent > 0 ? "+" : "") + number(percent, 1) + " %";
    }

    /** Events per second. */
    public String perSecond(double rate) {
        return Double.isFinite(rate) ? number(rate, rate >= 100 ? 0 : 1) + "/s" : NOTHING;
    }

    public String count(long count) {
        return number(count, 0);
    }

    /** An amount of memory or traffic, in powers of a thousand. */
    public String bytes(double bytes) {
        int unit = unitOf(bytes);
        double shown = bytes / Math.pow(1_000, unit);
        return Double.isFinite(bytes)
                ? (unit == 0 ? number(shown, 0) : number(shown)) + " " + BYTES.get(unit)
                : NOTHING;
    }

    /** An amount of memory or traffic beside its limit, both in the limit's unit. */
    public String bytesBeside(double bytes, double limit) {
        int unit = unitOf(limit);
        double power = Math.pow(1_000, unit);
        return Double.isFinite(bytes) ? beside(bytes / power, limit / power) + " " + BYTES.get(unit) : NOTHING;
    }

    private static int unitOf(double bytes) {
        int unit = 0;
        for (double rest = Math.abs(bytes); rest >= 1_000 && unit < BYTES.size() - 1; rest /= 1_000) {
            unit++;
        }
        return unit;
    }

    private String unit(double value, String unit) {
        return Double.isFinite(value) ? number(value) + " " + unit : NOTHING;
    }

    private DecimalFormat format(int decimalsMax) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
        symbols.setMinusSign('−');
        DecimalFormat format = new DecimalFormat("#,##0", symbols);
        format.setMaximumFractionDigits(decimalsMax);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format;
    }

    private static double zeroIsPositive(double value, int decimals) {
        return Math.abs(value) * Math.pow(10, decimals) < 0.5 ? 0 : value;
    }
}
