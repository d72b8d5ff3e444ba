package io.belastbar.capacity.history;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** The name of a series: letters, digits and a few signs that may stand in an address. */
public final class MetricName {

    public static final String RULE =
            "is a name such as database.size: begins with a letter; letters, digits, and . _ : - follow; up to 128 of them";

    private static final int LENGTH_MAX = 128;
    public static final String PATTERN = "[A-Za-z][A-Za-z0-9_.:-]{0,127}";

    private MetricName() {}

    public static boolean isOne(String text) {
        return text.matches(PATTERN);
    }

    /**
     * A name made of texts, with dots between them. What may not stand in a name is written as a colon (slashes and spaces) or a
     * hyphen; one that is too long ends with a checksum instead.
     */
    public static String of(String... parts) {
        var joined = String.join(".", parts)
                .replaceAll("\\s*/+|\\s+", ":")
                .replaceAll("[^A-Za-z0-9_.:-]", "-")
                .replaceAll("^[^A-Za-z]+", "");
        var name = joined.isEmpty() ? "unnamed" : joined;
        if (name.length() <= LENGTH_MAX) {
            return name;
        }
        var sum = new CRC32C();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        return name.substring(0, LENGTH_MAX - 9) + "-%08x".formatted(sum.getValue());
    }
}
