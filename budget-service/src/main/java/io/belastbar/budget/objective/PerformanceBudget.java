package io.belastbar.budget.objective;

import io.belastbar.budget.objective.relative.RelativePromise;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a system promises, subject by subject, in the documents' order.
 *
 * @param indicators how a document itself says that its promises are measured
 */
public record PerformanceBudget(
        List<SubjectBudget> subjects, List<Dependency> dependencies, List<Indicator> indicators) {

    public PerformanceBudget {
        subjects = List.copyOf(subjects);
        dependencies = List.copyOf(dependencies);
        // What was understood by older versions has none.
        indicators = indicators == null ? List.of() : List.copyOf(indicators);
    }

    public PerformanceBudget(List<SubjectBudget> subjects, List<Dependency> dependencies) {
        this(subjects, dependencies, List.of());
    }

    public static PerformanceBudget of(List<SubjectBudget> subjects) {
        return new PerformanceBudget(subjects, List.of());
    }

    /** Objectives in their order, put together by subject. */
    public static PerformanceBudget ofObjectives(List<Objective> objectives) {
        var bySubject = objectives.stream()
                .collect(Collectors.groupingBy(Objective::subject, LinkedHashMap::new, Collectors.toList()));
        return of(bySubject.entrySet().stream()
                .map(entry -> SubjectBudget.of(entry.getKey(), entry.getValue()))
                .toList());
    }

    public PerformanceBudget withIndicators(List<Indicator> measuredBy) {
        return new PerformanceBudget(subjects, dependencies, measuredBy);
    }

    public Stream<Objective> objectives() {
        return subjects.stream().flatMap(subject -> subject.objectives().stream());
    }

    /** Promises without an amount of their own, which is worked out when they are judged. */
    public Stream<RelativePromise> relative() {
        return subjects.stream().flatMap(subject -> subject.relative().stream());
    }

    public Stream<SubjectBudget> of(SubjectKind kind) {
        return subjects.stream().filter(subject -> subject.subject().kind() == kind);
    }

    /** How many promises there are, relative ones included. */
    public int objectiveCount() {
        return (int) (objectives().count() + relative().count());
    }

    /** Whether an evaluation needs to know what the database did. */
    public boolean needsDatabaseFacts() {
        return Stream.concat(objectives().map(Objective::subject), relative().map(RelativePromise::subject))
                .anyMatch(subject -> subject.statements().isPresent());
    }

    /** The promises of both. Where both promise the same figure, both stand: the stricter one decides. */
    public PerformanceBudget and(PerformanceBudget other) {
        return new PerformanceBudget(
                Stream.concat(subjects.stream(), other.subjects.stream()).toList(),
                Stream.concat(dependencies.stream(), other.dependencies.stream())
                        .distinct()
                        .toList(),
                Stream.concat(indicators.stream(), other.indicators.stream())
                        .distinct()
                        .toList());
    }

    /**
     * How a promise is measured, as its document says it.
     *
     * @param metric of the promise, see {@link Objective#metric()}
     * @param type of the metric source, for example {@code Prometheus}; empty if the document does not say
     * @param source name of the metric source; empty if the document does not say
     * @param counter whether the queries of a ratio give counters, which only grow
     * @param queries by their part: {@code good}, {@code bad}, {@code total}, {@code success} and {@code failure} of a
     *     ratio; {@code value} of a threshold, or {@code quantile} where the query is the percentile itself
     * @param unit of a threshold's number; empty for a ratio
     */
    public record Indicator(
            Subject subject,
            String metric,
            String type,
            String source,
            boolean counter,
            Map<String, String> queries,
            String unit) {

        public Indicator {
            queries = Collections.unmodifiableMap(new TreeMap<>(queries));
        }

        /** Whether it gives a number to hold against a limit, and no share. */
        public boolean isThreshold() {
            return queries.containsKey("value") || queries.containsKey("quantile");
        }

        public boolean measures(Objective objective) {
            return subject.equals(objective.subject()) && metric.equals(objective.metric());
        }
    }

    /**
     * The promises of one subject.
     *
     * @param description free text; null when not given
     * @param testCases data sizes for which the promises are meant; free text
     * @param notes free text; null when not given
     * @param relative promises whose limit is relative to how it was before
     */
    public record SubjectBudget(
            Subject subject,
            List<Objective> objectives,
            String description,
            List<String> testCases,
            String notes,
            List<RelativePromise> relative) {

        public SubjectBudget {
            objectives = List.copyOf(objectives);
            testCases = List.copyOf(testCases);
            // What was understood by older versions has none.
            relative = relative == null ? List.of() : List.copyOf(relative);
        }

        public static SubjectBudget of(Subject subject, List<Objective> objectives) {
            return new SubjectBudget(subject, objectives, null, List.of(), null, List.of());
        }
    }
}
