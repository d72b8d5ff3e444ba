package io.belastbar.load.scenario;

import java.util.List;

/**
 * Whom virtual users belong to: user n (from 1) to {@code names[(n-1) mod size]}.
 *
 * @param variable under which steps find the name
 * @param names empty: the scenario has no tenants
 * @param from the column of the test data, such as {@code users.org}, that says whom an iteration belongs to; null: by
 *     the user's number
 */
public record Tenants(String variable, List<String> names, String from) {

    public static final Tenants NONE = new Tenants("tenant", List.of(), null);

    public Tenants {
        names = List.copyOf(names);
    }

    /** At least one; the empty name when there are none. */
    public List<String> labels() {
        return names.isEmpty() ? List.of("") : names;
    }
}
