package io.belastbar.load.imports.hdr;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.imports.context.ValueUnit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * In which unit values are when nobody says. HdrHistogram's column Interval_Max is the maximum divided by a million
 * whatever the unit, so it tells nothing; what remains is what a request can take. Its median should be 50 µs or more
 * (a round trip on one machine), and none can have taken longer than the log is long. The finest unit that fits is
 * taken where it makes a millisecond or more; below that, a thousand times as long would be as likely, and the import
 * is refused.
 */
final class UnitGuess {

    private static final double MEDIAN_MIN_MICROS = 50;
    private static final double MEDIAN_SURE_MICROS = 1_000;
    private static final double MEDIAN_MAX_MICROS = 60e6;
    private static final double SLACK_SECONDS = 1;
    private static final double STEP = Math.log(1.001);

    // By the logarithm of the value, in steps of a thousandth.
    private final NavigableMap<Long, Long> all = new TreeMap<>();
    private long count;
    private boolean whole = true;
    // Of max ÷ time since the start; values per second.
    private double steepest;

    /** @param secondsSinceStart at the end of the interval; NaN: not known */
    void add(LogValues values, double secondsSinceStart) {
        whole &= values.whole();
        for (int index = 0; index < values.size(); index++) {
            if (values.values()[index] > 0) {
                all.merge(Math.round(Math.log(values.values()[index]) / STEP), values.counts()[index], Long::sum);
                count += values.counts()[index];
            }
        }
        if (secondsSinceStart > 0) {
            steepest = Math.max(steepest, values.max() / (secondsSinceStart + SLACK_SECONDS));
        }
    }

    long count() {
        return count;
    }

    /** @throws InvalidInput if none is likely, or two are */
    ValueUnit unit() {
        if (count == 0) {
            return ValueUnit.NANOSECONDS;
        }
        List<ValueUnit> possible = new ArrayList<>();
        for (ValueUnit unit : ValueUnit.values()) {
            if (isPossible(unit)) {
                possible.add(unit);
            }
        }
        if (possible.isEmpty()) {
            throw refused("none of them is likely");
        }
        ValueUnit finest = possible.getFirst();
        if (medianMicros(finest) < MEDIAN_SURE_MICROS && possible.size() > 1) {
            throw refused("either is likely");
        }
        return finest;
    }

    private boolean isPossible(ValueUnit unit) {
        boolean fits = !whole || unit != ValueUnit.SECONDS;
        double median = medianMicros(unit);
        return fits
                && median >= MEDIAN_MIN_MICROS
                && median <= MEDIAN_MAX_MICROS
                && steepest * unit.micros() / 1e6 <= 1;
    }

    /** Why the unit that was told is not likely; empty if it may be right. */
    Optional<String> doubt(ValueUnit unit) {
        if (count == 0) {
            return Optional.empty();
        }
        if (steepest * unit.micros() / 1e6 > 1) {
            return Optional.of("a request then took longer than the log had lasted");
        }
        double median = medianMicros(unit);
        return median < MEDIAN_MIN_MICROS || median > MEDIAN_MAX_MICROS
                ? Optional.of("the median is then " + medianAs(unit))
                : Optional.empty();
    }

    /** What the median is as this unit, in words. */
    String medianAs(ValueUnit unit) {
        double millis = medianMicros(unit) / 1e3;
        return millis >= 10_000 ? digits(millis / 1e3) + " s" : digits(millis) + " ms";
    }

    private static String digits(double number) {
        return new BigDecimal(number).round(new MathContext(2)).toPlainString();
    }

    private double medianMicros(ValueUnit unit) {
        long left = (count + 1) / 2;
        for (Map.Entry<Long, Long> each : all.entrySet()) {
            left -= each.getValue();
            if (left <= 0) {
                return Math.exp(each.getKey() * STEP) * unit.micros();
            }
        }
        return 0;
    }

    private InvalidInput refused(String why) {
        String medians = List.of(ValueUnit.NANOSECONDS, ValueUnit.MICROSECONDS, ValueUnit.MILLISECONDS).stream()
                .map(unit -> medianAs(unit) + " as " + unit.words())
                .collect(Collectors.joining(", "));
        return InvalidInput.of(
                "unit",
                "must be named (ns, us, ms or s): the file does not say it, and its values do not tell. Their median would"
                        + " be " + medians + ", and " + why,
                "none");
    }
}
