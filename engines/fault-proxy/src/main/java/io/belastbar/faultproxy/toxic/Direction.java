package io.belastbar.faultproxy.toxic;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which way bytes go; the API calls it {@code stream}. */
public enum Direction {
    /** From the client to the server. */
    UPSTREAM,
    /** From the server to the client. */
    DOWNSTREAM;

    /** As the API writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In any case of letters, as Toxiproxy takes it. */
    public static Optional<Direction> named(String text) {
        return Arrays.stream(values())
                .filter(direction -> direction.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
