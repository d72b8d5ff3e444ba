package io.belastbar.jobs.work;

import java.util.function.Function;

/**
 * How a queue keeps what its items carry beside their keys. A {@code read} that throws makes the attempt fail: the item is
 * given up in the end, and the others go on.
 */
public record PayloadFormat<T>(Function<T, String> write, Function<String, T> read) {

    /** Nothing beside the key. */
    public static final PayloadFormat<Void> NONE = new PayloadFormat<>(nothing -> null, text -> null);
}
