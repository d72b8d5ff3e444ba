package io.belastbar.embedded.postgres;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines of {@code postgresql.auto.conf} that make a copy follow its primary. Pure. */
final class StandbySettings {
    /** What the primary's own file says of these is not the copy's. */
    private static final Set<String> OWN = Set.of("primary_conninfo", "primary_slot_name", "synchronous_standby_names");

    private StandbySettings() {}

    /**
     * @param primarys the primary's file, line by line
     * @param connection of libpq, by keyword
     */
    static List<String> of(List<String> primarys, Map<String, String> connection, String slot) {
        String address = connection.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + libpq(entry.getValue()))
                .sorted()
                .collect(Collectors.joining(" "));
        return Stream.concat(
                        primarys.stream().filter(line -> !OWN.contains(name(line))),
                        Stream.of("primary_conninfo = " + quoted(address), "primary_slot_name = " + quoted(slot)))
                .toList();
    }

    private static String name(String line) {
        return line.split("[\\s=]", 2)[0];
    }

    /** A value of a connection string: PostgreSQL 18, section 32.1.1.1. */
    private static String libpq(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** A value of a configuration file: PostgreSQL 18, section 19.1.2; it takes a backslash for an escape too. */
    static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
