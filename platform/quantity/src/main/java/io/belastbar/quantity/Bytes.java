package io.belastbar.quantity;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An amount of storage: {@code 512 kB} (powers of 1000) or {@code 256KiB} (powers of 1024).
 *
 * @param count bytes
 */
public record Bytes(long count) implements Quantity {

    private static final String RULE =
            "a size is a number and one of B, kB, MB, GB, TB, KiB, MiB, GiB, TiB, as in 256KiB";

    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final int DIGITS = 3;
    private static final Pattern BITS = Pattern.compile(".*[KMGT]i?b\\s*", Pattern.DOTALL);

    public Bytes {
        if (count < 0) {
            throw new InvalidQuantity("a size is zero or more", count + " B");
        }
    }

    /** Reads a size; a fraction of a byte is refused. */
    public static Bytes parse(CharSequence text) {
        var read = NumberWithUnit.parse(text, RULE);
        if (BITS.matcher(text).matches()) {
            throw new InvalidQuantity(
                    "a size is counted in bytes, with a capital B: a small b after a prefix is bits", text.toString());
        }
        var bytesPerUnit =
                switch (read.unit()) {
                    case "b" -> 1L;
                    case "kb" -> 1_000L;
                    case "mb" -> 1_000_000L;
                    case "gb" -> 1_000_000_000L;
                    case "tb" -> 1_000_000_000_000L;
                    case "kib" -> 1L << 10;
                    case "mib" -> 1L << 20;
                    case "gib" -> 1L << 30;
                    case "tib" -> 1L << 40;
                    default -> throw new InvalidQuantity(RULE, text.toString());
                };
        try {
            return new Bytes(
                    read.number().multiply(BigDecimal.valueOf(bytesPerUnit)).longValueExact());
        } catch (ArithmeticException notRepresentable) {
            throw new InvalidQuantity("a size is a whole number of bytes below 8 EiB", text.toString());
        }
    }

    @Override
    public double magnitude() {
        return count;
    }

    /** In the largest unit that makes it one or more, exactly: {@code 200 kB}, {@code 262.144 kB}. */
    @Override
    public String text() {
        var power = count == 0 ? 0 : Math.min(UNITS.size() - 1, (int) Math.log10(count) / DIGITS);
        return NumberWithUnit.plain(BigDecimal.valueOf(count, DIGITS * power)) + " " + UNITS.get(power);
    }
}
