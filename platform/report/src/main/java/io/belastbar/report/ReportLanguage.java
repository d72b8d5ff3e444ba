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
    private static final int SHARE_DIGITS = 1;
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
        return Double.isFinite(value) && Double.isFinite(limit)
                ? beside(BigDecimal.valueOf(value), BigDecimal.valueOf(limit), decimals(value))
                : number(value);
    }

    private String beside(BigDecimal exact, BigDecimal limit, int decimalsMin) {
        BigDecimal bound = limit.stripTrailingZeros();
        int decimals = Math.max(decimalsMin, bound.scale());
        while (decimals < exact.scale() && rounded(exact, decimals).compareTo(bound) != exact.compareTo(bound)) {
            decimals++;
        }
        return format(decimals).format(rounded(exact, decimals));
    }

    private static BigDecimal rounded(BigDecimal exact, int decimals) {
        return exact.setScale(decimals, RoundingMode.HALF_UP);
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
        return scaledBeside(millis, limit, seconds ? -3 : 0) + (seconds ? " s" : " ms");
    }

    /** Both times a power of ten, as a person would multiply: 0.9999 is 99.99 %, and not 99.99000000000001 %. */
    private String scaledBeside(double value, double limit, int power) {
        if (!Double.isFinite(value) || !Double.isFinite(limit)) {
            return number(value * Math.pow(10, power));
        }
        BigDecimal exact = BigDecimal.valueOf(value).scaleByPowerOfTen(power);
        return beside(exact, BigDecimal.valueOf(limit).scaleByPowerOfTen(power), decimals(exact.doubleValue()));
    }

    /** A share from 0 to 1 as per cent; what is not all and not nothing does not seem to be: 99.96 % is not 100 %. */
    public String percent(double share) {
        if (!Double.isFinite(share)) {
            return NOTHING;
        }
        BigDecimal percent = BigDecimal.valueOf(share).scaleByPowerOfTen(2);
        double size = percent.abs().doubleValue();
        int decimals = Math.max(size >= 10 ? 1 : size >= 0.1 ? 2 : 4, shareDecimals(percent));
        return format(decimals).format(rounded(percent, decimals)) + " %";
    }

    /** Decimals that tell a share from nothing and from all. */
    private static int shareDecimals(BigDecimal percent) {
        BigDecimal distance =
                BigDecimal.valueOf(100).subtract(percent.abs()).abs().min(percent.abs());
        return distance.signum() == 0 ? 0 : SHARE_DIGITS - (distance.precision() - distance.scale());
    }

    /** A share beside its limit, both from 0 to 1; without a limit as it is. */
    public String percentBeside(double share, double limit) {
        if (!Double.isFinite(share) || !Double.isFinite(limit)) {
            return percent(share);
        }
        BigDecimal percent = BigDecimal.valueOf(share).scaleByPowerOfTen(2);
        int decimals = Math.max(decimals(percent.doubleValue()), shareDecimals(percent));
        return beside(percent, BigDecimal.valueOf(limit).scaleByPowerOfTen(2), decimals) + " %";
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
        return Double.isFinite(bytes) ? scaledBeside(bytes, limit, -3 * unit) + " " + BYTES.get(unit) : NOTHING;
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
