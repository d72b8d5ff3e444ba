package io.belastbar.budget.objective;

import java.util.List;
import java.util.stream.Stream;

/** What a system promises, subject by subject, in the documents' order. */
public record PerformanceBudget(List<SubjectBudget> subjects, List<Dependency> dependencies) {

    public PerformanceBudget {
        subjects = List.copyOf(subjects);
        dependencies = List.copyOf(dependencies);
    }

    public static PerformanceBudget of(List<SubjectBudget> subjects) {
        return new PerformanceBudget(subjects, List.of());
    }

    public Stream<Objective> objectives() {
        return subjects.stream().flatMap(subject -> subject.objectives().stream());
    }

    public Stream<SubjectBudget> of(SubjectKind kind) {
        return subjects.stream().filter(subject -> subject.subject().kind() == kind);
    }

    public int objectiveCount() {
        return (int) objectives().count();
    }

    /** Whether an evaluation needs to know what the database did. */
    public boolean needsDatabaseFacts() {
        return objectives()
                .anyMatch(objective -> objective.subject().statements().isPresent());
    }

    /** The promises of both. Where both promise the same figure, both stand: the stricter one decides. */
    public PerformanceBudget and(PerformanceBudget other) {
        return new PerformanceBudget(
                Stream.concat(subjects.stream(), other.subjects.stream()).toList(),
                Stream.concat(dependencies.stream(), other.dependencies.stream())
                        .distinct()
                        .toList());
    }

    /**
     * The promises of one subject.
     *
     * @param description free text; null when not given
     * @param testCases data sizes for which the promises are meant; free text
     * @param notes free text; null when not given
     */
    public record SubjectBudget(
            Subject subject, List<Objective> objectives, String description, List<String> testCases, String notes) {

        public SubjectBudget {
            objectives = List.copyOf(objectives);
            testCases = List.copyOf(testCases);
        }

        public static SubjectBudget of(Subject subject, List<Objective> objectives) {
            return new SubjectBudget(subject, objectives, null, List.of(), null);
        }
    }
}
