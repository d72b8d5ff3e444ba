package io.belastbar.budget.export;

import io.belastbar.budget.objective.Objective;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names of SLOs as Kubernetes names things (RFC 1123), each once. */
final class OpenSloNames {

    private static final int LENGTH_MAX = 63;

    private final Set<String> taken = new HashSet<>();

    String of(Objective objective) {
        var name = label(
                objective.subject().text().replace("*", "all") + "-"
                        + objective.metric().replaceFirst("^target_", ""),
                LENGTH_MAX);
        var free = name;
        for (int more = 2; !taken.add(free); more++) {
            var ending = "-" + more;
            free = label(name, LENGTH_MAX - ending.length()) + ending;
        }
        return free;
    }

    static String service(String name) {
        return label(name, LENGTH_MAX);
    }

    /** The end of a long text, where names differ. */
    private static String label(String text, int lengthMax) {
        var label = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        var end = label.substring(Math.max(0, label.length() - lengthMax)).replaceAll("^-", "");
        return end.isEmpty() ? "x" : end;
    }
}
