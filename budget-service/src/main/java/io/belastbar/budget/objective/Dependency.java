package io.belastbar.budget.objective;

import io.belastbar.quantity.TimeSpan;
import java.util.List;

/**
 * Something outside that a system needs and does not answer for.
 *
 * @param name also the name of its circuit breaker and of the series of its response times
 * @param endpoints that wait for it; empty for all
 * @param target the registered name of its address, which game days break; null if there is none
 * @param slowAbove response time of the dependency from which on it counts as slow; null if only its breaker counts
 */
public record Dependency(String name, List<String> endpoints, String target, TimeSpan slowAbove) {

    public Dependency {
        endpoints = List.copyOf(endpoints);
    }

    public boolean concerns(Subject subject) {
        return endpoints.isEmpty()
                || endpoints.contains(subject.name())
                || subject.name().equals(Subject.ALL);
    }
}
