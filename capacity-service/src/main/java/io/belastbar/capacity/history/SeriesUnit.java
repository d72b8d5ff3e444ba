package io.belastbar.capacity.history;

import io.belastbar.quantity.Bytes;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Quantity;
import io.belastbar.quantity.Rate;
import io.belastbar.quantity.TimeSpan;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a unit's name means. Sizes, durations, rates and shares are known and can be converted into each other; any other name is
 * a unit of its own, such as {@code connections}.
 */
public final class SeriesUnit {

    private static final String PERCENT = "%";
    private static final String PER_SECOND = "/s";

    private SeriesUnit() {}

    /** The unit of what is kept: of a counter, that of its rate. */
    public static String kept(String unit, SeriesKind kind) {
        return kind == SeriesKind.COUNTER && !unit.endsWith(PER_SECOND) ? unit + PER_SECOND : unit;
    }

    /** What a value in {@code from} is multiplied by to be one in {@code to}; empty if they cannot be converted. */
    public static OptionalDouble factor(String from, String to) {
        if (from.equals(to)) {
            return OptionalDouble.of(1);
        }
        if (isShare(from) && isShare(to)) {
            return OptionalDouble.of(isPercent(from) == isPercent(to) ? 1 : isPercent(from) ? 0.01 : 100);
        }
        var bothRates = from.endsWith(PER_SECOND) && to.endsWith(PER_SECOND);
        var ofWhat = bothRates
                ? factor(one(from.substring(0, from.length() - 2)), one(to.substring(0, to.length() - 2)))
                : OptionalDouble.empty();
        return ofWhat.isPresent() ? ofWhat : factor(one(from), one(to));
    }

    private static OptionalDouble factor(Optional<Quantity> one, Optional<Quantity> other) {
        return one.isPresent()
                        && other.isPresent()
                        && one.get().getClass() == other.get().getClass()
                ? OptionalDouble.of(one.get().magnitude() / other.get().magnitude())
                : OptionalDouble.empty();
    }

    /** The rule that a value in this unit breaks; empty if it does not. */
    public static Optional<String> broken(double value, String unit) {
        if (isPercent(unit) && (value < 0 || value > 100)) {
            return Optional.of("a percentage is between 0 and 100");
        }
        if (value < 0) {
            return one(unit).map(quantity -> switch (quantity) {
                case Bytes size -> "a size is zero or more";
                case TimeSpan span -> "a duration is zero or more";
                default -> "a rate is zero or more";
            });
        }
        return Optional.empty();
    }

    private static boolean isPercent(String unit) {
        return unit.equals(PERCENT) || unit.toLowerCase(Locale.ROOT).equals("percent");
    }

    private static boolean isShare(String unit) {
        return isPercent(unit) || unit.equals("ratio");
    }

    /** One of it; empty for a unit of its own. */
    private static Optional<Quantity> one(String unit) {
        var text = "1 " + spelling(unit);
        return first(() -> Bytes.parse(text))
                .or(() -> first(() -> TimeSpan.parse(text)))
                .or(() -> first(() -> Rate.parse(text)));
    }

    private static String spelling(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "bytes", "byte" -> "B";
            case "seconds" -> "s";
            case "milliseconds" -> "ms";
            default -> unit;
        };
    }

    private static Optional<Quantity> first(java.util.function.Supplier<Quantity> parser) {
        try {
            return Optional.of(parser.get());
        } catch (InvalidQuantity unknown) {
            return Optional.empty();
        }
    }
}
