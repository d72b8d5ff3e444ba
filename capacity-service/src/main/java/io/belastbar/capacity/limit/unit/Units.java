package io.belastbar.capacity.limit.unit;

import io.belastbar.capacity.history.SeriesUnit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What units mean where plans, limits and series are put side by side. */
public final class Units {

    /** As percentages are kept: 0 to 100. */
    public static final String PERCENT = "percent";

    /** Of a bare number: things that are counted. */
    public static final String COUNT = "";

    private static final List<String> MEASURED = List.of("B", "s", PERCENT);

    private Units() {}

    /**
     * A value in another unit; empty if the two do not measure the same. A bare number is in whatever a count or rate is
     * counted in, but never a size, a time or a share.
     */
    public static OptionalDouble convert(double value, String from, String to) {
        if (from.equalsIgnoreCase(to)) {
            return OptionalDouble.of(value);
        }
        boolean bare = from.equals(COUNT) || to.equals(COUNT);
        if (bare) {
            return needsUnit(from) || needsUnit(to) ? OptionalDouble.empty() : OptionalDouble.of(value);
        }
        OptionalDouble factor = SeriesUnit.factor(from, to);
        return factor.isPresent() ? OptionalDouble.of(value * factor.getAsDouble()) : OptionalDouble.empty();
    }

    /** Whether a value without a unit would be ambiguous here: 400 of a time may be seconds. */
    public static boolean needsUnit(String unit) {
        return unit.toLowerCase(Locale.ROOT).endsWith("b/s")
                || MEASURED.stream()
                        .anyMatch(known -> SeriesUnit.factor(unit, known).isPresent());
    }
}
