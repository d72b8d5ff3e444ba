package io.belastbar.load.imports.hdr;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.imports.context.ValueUnit;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The unit of a file's values: told by the caller, named in the file, or guessed. */
final class ValueScale {

    private static final Pattern NAMED =
            Pattern.compile("(?i)#\\s*\\[?\\s*(?:(?:value|time)[ _]?)?units?\\s*[:=]\\s*\"?([\\p{L}µ]+).*");
    private static final double MICROS_MAX = Duration.ofDays(1).toNanos() / 1e3;

    private final ValueUnit toldOrNull;
    private final UnitGuess guess = new UnitGuess();
    private ValueUnit namedOrNull;
    private ValueUnit guessedOrNull;

    /** @param toldOrNull null: not told */
    ValueScale(ValueUnit toldOrNull) {
        this.toldOrNull = toldOrNull;
    }

    /**
     * A comment of the file, which may be {@code #UNITS: us}.
     *
     * @throws InvalidInput if it names a unit that is not known, or another one than was told
     */
    void comment(String line) {
        Matcher named = NAMED.matcher(line);
        if (!named.matches()) {
            return;
        }
        ValueUnit unit = unit(named.group(1).toLowerCase(Locale.ROOT), line);
        if (toldOrNull != null && toldOrNull != unit || namedOrNull != null && namedOrNull != unit) {
            throw InvalidInput.of(
                    "unit",
                    "must be left out, or be " + unit.label() + ": the file says " + line.strip(),
                    toldOrNull == null ? namedOrNull.label() : toldOrNull.label());
        }
        namedOrNull = unit;
    }

    private static ValueUnit unit(String word, String line) {
        if (word.matches("ns|nanos?|nanosec(?:ond)?s?")) {
            return ValueUnit.NANOSECONDS;
        }
        if (word.matches("[uµμ]s|usecs?|micros?|microsec(?:ond)?s?")) {
            return ValueUnit.MICROSECONDS;
        }
        if (word.matches("ms|msecs?|millis?|millisec(?:ond)?s?")) {
            return ValueUnit.MILLISECONDS;
        }
        if (word.matches("s|secs?|seconds?")) {
            return ValueUnit.SECONDS;
        }
        throw InvalidInput.of("unit", "must be ns, us, ms or s, unlike in the line " + line.strip(), word);
    }

    /** Whether nothing but a guess can tell. */
    boolean isOpen() {
        return toldOrNull == null && namedOrNull == null && guessedOrNull == null;
    }

    /** Lets a guess know of these values; also those behind it, which must fit. */
    void seen(LogValues values, double secondsSinceStart) {
        guess.add(values, secondsSinceStart);
    }

    long seen() {
        return guess.count();
    }

    /**
     * The unit; guessed from what was seen so far if nothing tells it.
     *
     * @throws InvalidInput if it cannot be told
     */
    ValueUnit unit() {
        if (isOpen()) {
            guessedOrNull = guess.unit();
        }
        return toldOrNull != null ? toldOrNull : namedOrNull != null ? namedOrNull : guessedOrNull;
    }

    /** @throws InvalidInput if all values together contradict the unit that the first of them were taken in */
    void check() {
        if (toldOrNull == null && namedOrNull == null && guess.unit() != unit()) {
            throw InvalidInput.of(
                    "unit",
                    "must be named (ns, us, ms or s): the first values of the file look like " + unit().words()
                            + ", all of them like " + guess.unit().words(),
                    "none");
        }
    }

    /** @throws InvalidInput if a request would have taken more than a day */
    double microsPerUnit(LogValues values) {
        double micros = unit().micros();
        if (values.max() * micros > MICROS_MAX) {
            throw InvalidInput.of(
                    "unit", "must be a finer one: a request would have taken more than a day", unit().label());
        }
        return micros;
    }

    private String doubt() {
        return guess.doubt(unit())
                .map(why -> " That is not likely: " + why + ". If the unit is wrong, so is every time shown.")
                .orElse("");
    }

    String note() {
        String unit = unit().words();
        if (toldOrNull != null) {
            return "The values were taken as " + unit + ", as was told with the import." + doubt();
        }
        if (namedOrNull != null) {
            return "The values are " + unit + ", as the file says." + doubt();
        }
        return "The unit of the values is not in the file. It was guessed: " + unit + ", with a median of "
                + guess.medianAs(unit()) + ". If that is wrong, import the file again and name its unit (ns, us, ms).";
    }
}
