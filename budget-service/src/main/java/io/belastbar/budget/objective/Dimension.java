package io.belastbar.budget.objective;

import io.belastbar.quantity.Bytes;
import io.belastbar.quantity.Count;
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
        if (this == TIME && Math.abs(value) >= MILLIS_SHOWN_AS_SECONDS) {
            return rounded(value / 1_000) + " s";
        }
        if (this == SIZE && value >= 1_000) {
            var power = Math.min(4, (int) Math.log10(value) / 3);
            return rounded(value / Math.pow(1_000, power)) + " " + " kMGT".charAt(power) + "B";
        }
        return rounded(value * shown) + suffix;
    }

    /** The same in a sentence of this language. */
    public String text(double value, ReportLanguage language) {
        return language == ReportLanguage.GERMAN ? text(value).replace('.', ',') : text(value);
    }

    /** Four significant digits below a thousand, whole numbers from there; no exponent. */
    public static String rounded(double value) {
        var exact = BigDecimal.valueOf(value);
        var rounded = Math.abs(value) >= 1_000
                ? exact.setScale(0, RoundingMode.HALF_UP)
                : exact.round(new MathContext(4, RoundingMode.HALF_UP));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
