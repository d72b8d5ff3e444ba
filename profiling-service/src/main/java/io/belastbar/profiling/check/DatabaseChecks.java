package io.belastbar.profiling.check;

import io.belastbar.document.InvalidInput;
import java.util.List;
import java.util.stream.Collectors;

/** Every question that a target database is asked, in the order in which the reports stand. */
public final class DatabaseChecks {
    private static final List<DatabaseCheck> ALL = List.of();

    private DatabaseChecks() {}

    public static List<DatabaseCheck> all() {
        return ALL;
    }

    /**
     * Those of this name; all for null.
     *
     * @throws InvalidInput when there is none of it
     */
    public static List<DatabaseCheck> named(String name) {
        List<DatabaseCheck> named = ALL.stream()
                .filter(check -> name == null || check.name().equals(name))
                .toList();
        if (named.isEmpty()) {
            throw InvalidInput.of("only", "must be one of " + names(), name);
        }
        return named;
    }

    private static String names() {
        return ALL.stream().map(DatabaseCheck::name).collect(Collectors.joining(", "));
    }
}
