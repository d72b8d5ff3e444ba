package io.belastbar.budget.objective;

import io.belastbar.quantity.Bytes;
import io.belastbar.quantity.Count;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Quantity;
import io.belastbar.quantity.Rate;
import io.belastbar.quantity.Ratio;
import io.belastbar.quantity.TimeSpan;
import io.belastbar.report.ReportLanguage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Function;

/** The kinds of quantities, each with the unit in which its numbers are kept, sent and compared. */
public enum Dimension {
    TIME("ms", " ms", 1, TimeSpan::parse, 1e6),
    RATE("1/s", " req/s", 1, Rate::parse, 1),
    RATIO("ratio", "%", 100, Ratio::parse, 1),
    SIZE("B", " B", 1, Bytes::parse, 1),
    COUNT("count", "", 1, Count::parse, 1);

    private static final double MILLIS_SHOWN_AS_SECONDS = 60_000;
    private static final int DIGITS = 4;
    private static final int DIGITS_MAX = 15;

    private final String unit;
    private final String suffix;
    private final double shown;
    private final Function<String, Quantity> parser;
    private final double magnitudePerUnit;

    Dimension(String unit, String suffix, double shown, Function<String, Quantity> parser, double magnitudePerUnit) {
        this.unit = unit;
        this.suffix = suffix;
        this.shown = shown;
        this.parser = parser;
        this.magnitudePerUnit = magnitudePerUnit;
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
        return quantity.magnitude() / magnitudePerUnit;
    }

    /** A number in {@link #unit()} as the magnitude that limits compare. */
    public double magnitude(double value) {
        return value * magnitudePerUnit;
    }

    /** A number in {@link #unit()} for people: four digits are enough, whole numbers stay whole. */
    public String text(double value) {
        return text(value, DIGITS);
    }

    /** For people, beside its limit: with as many digits as it takes not to seem to be on it or on its other side. */
    public String text(double value, double limit) {
        for (int digits = DIGITS; digits < DIGITS_MAX; digits++) {
            var text = text(value, digits);
            if (side(text, value, limit) == Double.compare(value, limit)) {
                return text;
            }
        }
        return text(value, DIGITS_MAX);
    }

    private int side(String text, double value, double limit) {
        try {
            return Double.compare(value(parse(text)), limit);
        } catch (InvalidQuantity outside) {
            return Double.compare(value, limit);
        }
    }

    private String text(double value, int digits) {
        if (this == TIME && Math.abs(value) >= MILLIS_SHOWN_AS_SECONDS) {
            return rounded(value / 1_000, digits) + " s";
        }
        if (this == SIZE && value >= 1_000) {
            var power = Math.min(4, (int) Math.log10(value) / 3);
            return rounded(value / Math.pow(1_000, power), digits) + " " + " kMGT".charAt(power) + "B";
        }
        return rounded(value * shown, digits) + suffix;
    }

    /** The same in a sentence of this language. */
    public String text(double value, ReportLanguage language) {
        return language == ReportLanguage.GERMAN ? text(value).replace('.', ',') : text(value);
    }

    /** Four significant digits below a thousand, whole numbers from there; no exponent. */
    public static String rounded(double value) {
        return rounded(value, DIGITS);
    }

    private static String rounded(double value, int digits) {
        var exact = BigDecimal.valueOf(value);
        var rounded = Math.abs(value) >= 1_000
                ? exact.setScale(digits - DIGITS, RoundingMode.HALF_UP)
                : exact.round(new MathContext(digits, RoundingMode.HALF_UP));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
