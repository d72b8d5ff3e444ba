package io.belastbar.profiling.proof.copy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose rows are copied, in that order.
 *
 * @param setting the session setting from which policies read the tenant; null when nobody said it
 * @param values of the setting, each once
 */
public record Tenants(String setting, List<String> values) {
    public static final Tenants UNKNOWN = new Tenants(null, List.of());

    public Tenants {
        values = List.copyOf(values);
    }

    boolean areKnown() {
        return setting != null;
    }

    /** These before the others: those that the statements are measured for. */
    public Tenants beginningWith(List<String> first) {
        Set<String> all = new LinkedHashSet<>(first);
        all.retainAll(new LinkedHashSet<>(values));
        all.addAll(values);
        return new Tenants(setting, new ArrayList<>(all));
    }
}
