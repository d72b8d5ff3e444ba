package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Dependency;
import io.belastbar.budget.objective.Subject;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.report.Sentence;
import java.util.List;

/**
 * What a run measured while its dependencies were well.
 *
 * @param dependencies that were in trouble during the run; empty if none was
 * @param endpoints the run's results without the time of the trouble
 * @param leftOut which times were left out, as a sentence part
 */
public record Remainder(List<Dependency> dependencies, List<EndpointResult> endpoints, Sentence leftOut) {

    public static final Remainder NO_TROUBLE = new Remainder(List.of(), List.of(), Sentence.verbatim(""));

    public Remainder {
        dependencies = List.copyOf(dependencies);
        endpoints = List.copyOf(endpoints);
    }

    /** The names of the dependencies in trouble that a subject waits for. */
    List<String> troubling(Subject subject) {
        return dependencies.stream()
                .filter(dependency -> dependency.concerns(subject))
                .map(Dependency::name)
                .toList();
    }
}
