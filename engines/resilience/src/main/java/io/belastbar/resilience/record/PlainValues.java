package io.belastbar.resilience.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Values that JSON can say in exactly one way: texts, whole and decimal numbers, truth, null, lists, and maps sorted by
 * key. A long text is cut, and says so; a number without a value (NaN) and a type that is not JSON's are refused.
 */
final class PlainValues {
    static final int TEXT_LENGTH_MAX = 8_192;
    private static final int END_LENGTH_MAX = 40;
    private static final int DEPTH_MAX = 16;
    private static final int DIGITS_MAX = 400;

    private PlainValues() {}

    static SortedMap<String, Object> of(Map<String, ?> content) {
        return map(content, DEPTH_MAX);
    }

    /** Without halves of a surrogate pair, which UTF-8 cannot write. */
    static String text(String text) {
        String kept = text.length() <= TEXT_LENGTH_MAX
                ? text
                : text.substring(0, TEXT_LENGTH_MAX - END_LENGTH_MAX) + "… (" + text.length() + " characters in all)";
        StringBuilder whole = new StringBuilder(kept.length());
        kept.codePoints().forEach(point -> whole.appendCodePoint(isHalf(point) ? 0xFFFD : point));
        return whole.toString();
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static SortedMap<String, Object> map(Map<?, ?> values, int depth) {
        requireDepth(depth);
        SortedMap<String, Object> plain = new TreeMap<>();
        values.forEach((key, value) -> plain.put(text(key.toString()), value(value, depth - 1)));
        return Collections.unmodifiableSortedMap(plain);
    }

    private static List<Object> list(Collection<?> values, int depth) {
        requireDepth(depth);
        List<Object> plain = new ArrayList<>(values.size());
        values.forEach(value -> plain.add(value(value, depth - 1)));
        return Collections.unmodifiableList(plain);
    }

    private static void requireDepth(int depth) {
        if (depth < 0) {
            throw new IllegalArgumentException("content should be nested at most " + DEPTH_MAX + " deep");
        }
    }

    private static Object value(Object value, int depth) {
        return switch (value) {
            case null -> null;
            case Boolean truth -> truth;
            case CharSequence text -> text(text.toString());
            case Enum<?> name -> name.name();
            case UUID id -> id.toString();
            case Instant at -> at.toString();
            case Map<?, ?> map -> map(map, depth);
            case Collection<?> list -> list(list, depth);
            case Number number -> number(number);
            default ->
                throw new IllegalArgumentException("content should hold JSON values: held a "
                        + value.getClass().getName());
        };
    }

    /** Whole numbers as {@link Long} where they fit, others without an exponent and without zeros at the end. */
    private static Object number(Number number) {
        BigDecimal exact =
                switch (number) {
                    case BigDecimal decimal -> decimal;
                    case BigInteger whole -> new BigDecimal(whole);
                    case Double value when Double.isFinite(value) -> BigDecimal.valueOf(value);
                    case Float value when Float.isFinite(value) -> new BigDecimal(Float.toString(value));
                    case Integer whole -> BigDecimal.valueOf(whole);
                    case Long whole -> BigDecimal.valueOf(whole);
                    case Short whole -> BigDecimal.valueOf(whole);
                    case Byte whole -> BigDecimal.valueOf(whole);
                    default -> throw new IllegalArgumentException("content should hold finite numbers: held " + number);
                };
        BigDecimal bare = exact.stripTrailingZeros();
        if (bare.precision() - (long) bare.scale() > DIGITS_MAX || bare.scale() > DIGITS_MAX) {
            throw new IllegalArgumentException("a number should have at most " + DIGITS_MAX + " digits");
        }
        return bare.scale() <= 0 && bare.precision() - bare.scale() <= 18 ? (Object) bare.longValueExact() : bare;
    }
}
