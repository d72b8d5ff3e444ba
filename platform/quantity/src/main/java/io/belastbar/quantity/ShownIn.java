package io.belastbar.quantity;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.Stream;

/**
 * The unit in which a number is written for people.
 *
 * @param per how many of it are one of the dimension's unit
 * @param suffix behind the number
 */
public record ShownIn(BigDecimal per, String suffix) {

    public static final ShownIn PLAIN = new ShownIn(BigDecimal.ONE, "");
    public static final ShownIn MILLIS = new ShownIn(BigDecimal.ONE, " ms");
    public static final ShownIn SECONDS = new ShownIn(new BigDecimal("0.001"), " s");
    public static final ShownIn PERCENT = new ShownIn(BigDecimal.valueOf(100), "%");

    public static final ShownIn BY_SECOND = new ShownIn(BigDecimal.ONE, " req/s");
    public static final ShownIn BY_MINUTE = new ShownIn(BigDecimal.valueOf(60), " req/min");
    public static final ShownIn BY_HOUR = new ShownIn(BigDecimal.valueOf(3_600), " req/h");
    private static final String SIZES = " kMGT";
    private static final int DIGITS_PER_SIZE = 3;
    private static final MathContext AS_WRITTEN = new MathContext(15, RoundingMode.HALF_UP);

    /** As {@link Rate} writes it: by the second, minute or hour. */
    public static ShownIn ofRate(double perSecond) {
        var text = new Rate(perSecond).text();
        return Stream.of(BY_MINUTE, BY_HOUR)
                .filter(unit -> text.endsWith(unit.suffix))
                .findFirst()
                .orElse(BY_SECOND);
    }

    /** The largest power of 1000 of which it is one or more. */
    public static ShownIn ofSize(double bytes) {
        var power = Math.abs(bytes) < 1_000
                ? 0
                : Math.min(SIZES.length() - 1, (int) Math.log10(Math.abs(bytes)) / DIGITS_PER_SIZE);
        var suffix = power == 0 ? " B" : " " + SIZES.charAt(power) + "B";
        return new ShownIn(BigDecimal.ONE.scaleByPowerOfTen(-DIGITS_PER_SIZE * power), suffix);
    }

    /** As a person would write it: 8.333333333333334 a second are 500 a minute. */
    public BigDecimal number(double value) {
        var exact = BigDecimal.valueOf(value).multiply(per);
        var written = exact.round(AS_WRITTEN);
        var byTime = this.equals(BY_MINUTE) || this.equals(BY_HOUR);
        var number = byTime && Rate.perSecond(written, per.longValueExact()) == value ? written : exact;
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    /** Decimals that it takes to write a number exactly. */
    public int scale(double value) {
        return Math.max(0, number(value).scale());
    }

    /** Decimals of this unit that are as fine as so many of another. */
    public int scale(ShownIn other, int decimals) {
        return decimals + exponent(other.per) - exponent(per);
    }

    private static int exponent(BigDecimal number) {
        return number.precision() - number.scale() - 1;
    }

    /** Rounded to so many decimals. */
    public BigDecimal rounded(double value, int decimals) {
        return number(value).setScale(decimals, RoundingMode.HALF_UP);
    }

    /** Rounded to so many decimals, without trailing zeros or an exponent, with the unit. */
    public String text(double value, int decimals) {
        var rounded = rounded(value, decimals);
        return (rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString()) + suffix;
    }
}
