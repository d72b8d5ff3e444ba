package io.belastbar.budget.verdict;

import io.belastbar.report.Sentence;
import java.util.List;

/**
 * The endpoints that the stored scenarios of a system call.
 *
 * @param endpoints methods and paths, as their steps name them; empty if none is stored, or if nobody could say
 * @param problem why nobody could say; null if they are known
 */
public record CalledEndpoints(List<String> endpoints, Sentence problem) {

    public CalledEndpoints {
        endpoints = List.copyOf(endpoints);
    }

    public static CalledEndpoints of(List<String> endpoints) {
        return new CalledEndpoints(endpoints, null);
    }

    static CalledEndpoints unknown(String reason) {
        return new CalledEndpoints(
                List.of(),
                new Sentence(
                        "whether a stored scenario calls it is not known: " + reason,
                        "ob ein gespeichertes Szenario ihn aufruft, ist nicht bekannt: " + reason));
    }

    /** Without a stored scenario, as with runs of other tools alone, none can be misspelt. */
    boolean areKnown() {
        return problem == null && !endpoints.isEmpty();
    }
}
