package io.belastbar.web.target;

import java.util.Optional;

/**
 * What the server of a database is made of, as configured: none of it can be asked by SQL.
 *
 * @param memory for example {@code 128GB}
 * @param disk {@code ssd} or {@code hdd}
 * @param connections how many the applications open at most, all instances together
 */
public record ServerDescription(Optional<String> memory, Optional<String> disk, Optional<String> connections) {
    /** Of which nobody said anything. */
    public static final ServerDescription NONE =
            new ServerDescription(Optional.empty(), Optional.empty(), Optional.empty());
}
