package io.belastbar.profiling.cause.tree;

import io.belastbar.profiling.cause.attribution.CallsPerRequest;
import java.util.List;
import java.util.Map;

/**
 * What is known of who calls what in a run, and what a call takes.
 *
 * @param shares of statements and dependencies
 * @param dependencies mean time of a call, in milliseconds, by name
 * @param serverMeanMs mean time of a request inside the service, by endpoint, where the service tells it
 */
public record KnownCalls(
        List<CallsPerRequest> shares, Map<String, Double> dependencies, Map<String, Double> serverMeanMs) {
    public KnownCalls {
        shares = List.copyOf(shares);
        dependencies = Map.copyOf(dependencies);
        serverMeanMs = Map.copyOf(serverMeanMs);
    }
}
