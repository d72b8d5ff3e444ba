package io.belastbar.load.threshold;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What thresholds of a scenario may be about.
 *
 * @param steps names, tags and endpoints
 */
public record KnownNames(Set<String> steps, Set<String> tenants) {

    private static final int SHOWN_MAX = 8;

    public KnownNames {
        steps = new LinkedHashSet<>(steps);
        tenants = new LinkedHashSet<>(tenants);
    }

    static String some(Collection<String> names) {
        if (names.isEmpty()) {
            return "there is none";
        }
        String shown = names.stream().limit(SHOWN_MAX).collect(Collectors.joining(", "));
        return names.size() > SHOWN_MAX ? shown + ", …" : shown;
    }
}
