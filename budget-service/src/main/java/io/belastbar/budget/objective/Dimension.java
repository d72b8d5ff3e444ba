package io.belastbar.budget.objective;

import io.belastbar.quantity.Bytes;
import io.belastbar.quantity.Count;
import io.belastbar.quantity.Quantity;
import io.belastbar.quantity.Rate;
import io.belastbar.quantity.Ratio;
import io.belastbar.quantity.ShownIn;
import io.belastbar.quantity.TimeSpan;
import io.belastbar.report.ReportLanguage;
import java.math.BigDecimal;
import java.util.function.Function;

/** The kinds of quantities, each with the unit in which its numbers are kept, sent and compared. */
public enum Dimension {
    TIME("ms", TimeSpan::parse, 6),
    RATE("1/s", Rate::parse, 0),
    RATIO("ratio", Ratio::parse, 0),
    SIZE("B", Bytes::parse, 0),
    COUNT("count", Count::parse, 0);

    private static final double MILLIS_SHOWN_AS_SECONDS = 60_000;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DIGITS = 4;
    /** Of the distance from a whole: 99.96 % is not 100 %. */
    private static final int DIGITS_OF_DISTANCE = 2;

    private final String unit;
    private final Function<String, Quantity> parser;
    private final int power;

    /** @param power of ten that a magnitude is larger than the number in the unit */
    Dimension(String unit, Function<String, Quantity> parser, int power) {
        this.unit = unit;
        this.parser = parser;
        this.power = power;
    }

    /** Reads a quantity of this kind; throws {@link io.belastbar.quantity.InvalidQuantity}. */
    public Quantity parse(String text) {
        return parser.apply(text);
    }

    /** The unit of numbers: {@code ms}, {@code 1/s}, {@code ratio}, {@code B} or {@code count}. */
    public String unit() {
        return unit;
    }

    /** A quantity as a number in {@link #unit()}. */
    public double value(Quantity quantity) {
        return shifted(quantity.magnitude(), -power);
    }

    /** A number in {@link #unit()} as the magnitude that limits compare: 1.001 ms are 1,001,000 ns, not one less. */
    public double magnitude(double value) {
        return shifted(value, power);
    }

    private static double shifted(double number, int power) {
        return power == 0 || !Double.isFinite(number)
                ? number
                : BigDecimal.valueOf(number).scaleByPowerOfTen(power).doubleValue();
    }

    /** A number in {@link #unit()} for people: four digits are enough, whole numbers stay whole, and 99.96 % is not 100 %. */
    public String text(double value) {
        var shownIn = this == RATE ? ShownIn.BY_SECOND : shownIn(value);
        return shownIn.text(value, decimals(shownIn.number(value)));
    }

    /**
     * For people, beside its limit: it seems to be on the limit, or on a side of it, only where it is, and it is never
     * rounded further than the limit is written.
     *
     * @param limit a number in {@link #unit()}
     */
    public String text(double value, double limit) {
        var side = Double.compare(magnitude(value), magnitude(limit));
        if (side == 0) {
            return limitText(limit);
        }
        var ofLimit = shownIn(limit);
        var shownIn = this == RATE ? ofLimit : shownIn(value);
        var bound =
                this == RATE ? ofLimit.number(limit) : BigDecimal.valueOf(limit).multiply(shownIn.per());
        var decimals = Math.max(decimals(shownIn.number(value)), shownIn.scale(ofLimit, ofLimit.scale(limit)));
        while (decimals < shownIn.scale(value)
                && shownIn.rounded(value, decimals).compareTo(bound) != side) {
            decimals++;
        }
        return shownIn.text(value, decimals);
    }

    /** A limit, a number in {@link #unit()}, with every digit that it was written with. */
    public String limitText(double limit) {
        var shownIn = shownIn(limit);
        return shownIn.text(limit, shownIn.scale(limit));
    }

    /** Decimals for four significant digits; of a share two of its distance from the whole. */
    private int decimals(BigDecimal shown) {
        var significant = shown.signum() == 0 ? 0 : DIGITS - (shown.precision() - shown.scale());
        if (this != RATIO) {
            return Math.max(0, significant);
        }
        var distance = HUNDRED.subtract(shown).abs();
        return Math.max(0, distance.signum() == 0 ? significant : Math.max(significant, ofDistance(distance)));
    }

    private static int ofDistance(BigDecimal distance) {
        return DIGITS_OF_DISTANCE - (distance.precision() - distance.scale());
    }

    private ShownIn shownIn(double value) {
        return switch (this) {
            case TIME -> Math.abs(value) >= MILLIS_SHOWN_AS_SECONDS ? ShownIn.SECONDS : ShownIn.MILLIS;
            case RATE -> ShownIn.ofRate(value);
            case RATIO -> ShownIn.PERCENT;
            case SIZE -> ShownIn.ofSize(value);
            case COUNT -> ShownIn.PLAIN;
        };
    }

    /** The same in a sentence of this language. */
    public String text(double value, ReportLanguage language) {
        return language == ReportLanguage.GERMAN ? text(value).replace('.', ',') : text(value);
    }

    /** Four significant digits below a thousand, whole numbers from there; no exponent. */
    public static String rounded(double value) {
        return ShownIn.PLAIN.text(value, COUNT.decimals(BigDecimal.valueOf(value)));
    }
}
