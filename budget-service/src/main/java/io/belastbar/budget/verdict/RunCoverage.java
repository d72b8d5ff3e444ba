package io.belastbar.budget.verdict;

import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.budget.evaluation.JudgedObjective;
import io.belastbar.budget.evaluation.Testbed;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.contracts.CoveredSubjects;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.MissingObjective;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.report.Sentence;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which promises a run should have shown. All on endpoints and, where the system has a database target, on statements;
 * if its scenario says what it covers, those and no others.
 *
 * @param facts what the database did
 * @param scenarios what the stored scenarios call
 */
public record RunCoverage(TestRunFinished run, FactsAnswer facts, CalledEndpoints scenarios) {

    private static final Sentence REQUIRED = new Sentence("it is required", "sie ist verlangt");
    private static final Sentence UNNAMED = new Sentence(
            "no stored scenario calls it: is it spelt as the scenarios spell it?",
            "kein gespeichertes Szenario ruft ihn auf: Ist er geschrieben wie in den Szenarien?");
    private static final Sentence EXPECTED = new Sentence(
            "a scenario that shows a part says which: covers:",
            "ein Szenario, das einen Teil zeigt, sagt welchen: covers:");

    /** The promises that the run should have shown and did not are marked as such; each stays NO_DATA. */
    public List<JudgedObjective> mark(List<JudgedObjective> judged) {
        return judged.stream().map(this::mark).toList();
    }

    private JudgedObjective mark(JudgedObjective judged) {
        return missing(judged)
                .map(why -> {
                    var said = because(judged, why);
                    return judged.with(judged.result().missing(why, said.english(), said.german()));
                })
                .orElse(judged);
    }

    private Optional<MissingObjective> missing(JudgedObjective judged) {
        var objective = judged.objective();
        var terms = objective.terms();
        if (judged.result().verdict() != ObjectiveVerdict.NO_DATA
                || !terms.counts()
                || !terms.holdOn(Testbed.of(run))
                || !countsAtAll()
                || !shouldBeShown(objective)) {
            return Optional.empty();
        }
        if (objective.subject().kind() == SubjectKind.ENDPOINT && isNowhereCalled(objective.subject())) {
            return Optional.of(MissingObjective.UNNAMED);
        }
        return Optional.of(terms.required() ? MissingObjective.REQUIRED : MissingObjective.EXPECTED);
    }

    /** The numbers of other runs are not the target's, whatever they show. */
    private boolean countsAtAll() {
        return run.verdict() == RunVerdict.PASSED || run.verdict() == RunVerdict.FAILED;
    }

    private boolean shouldBeShown(Objective objective) {
        var subject = objective.subject();
        return switch (subject.kind()) {
            case ENDPOINT -> isCovered(subject);
            case QUERY -> subject.statements().isPresent() && hasDatabase() && isCovered(subject);
            // Only who says so shows a piece of work; without a word it may be measured elsewhere.
            case OPERATION -> objective.terms().required() || !run.covers().isEmpty() && isCovered(subject);
            // No run shows these: they are measured, and what is required must have been.
            case CACHE, PIPELINE, ARTEFACT, RESOURCE, BUSINESS ->
                objective.terms().required();
        };
    }

    private boolean isCovered(Subject subject) {
        return run.covers().isEmpty() || new CoveredSubjects(run.covers()).includes(subject.name());
    }

    private boolean hasDatabase() {
        return switch (facts) {
            case FactsAnswer.Known known -> known.facts().target() != null;
            // Nobody could say: what was not shown is no pass.
            case FactsAnswer.Unknown unknown -> true;
        };
    }

    private boolean isNowhereCalled(Subject subject) {
        return !subject.name().equals(Subject.ALL)
                && scenarios.areKnown()
                && scenarios.endpoints().stream().noneMatch(subject::namesEndpoint)
                && run.endpoints().stream().map(EndpointResult::endpoint).noneMatch(subject::namesEndpoint);
    }

    private Sentence because(JudgedObjective judged, MissingObjective why) {
        var rule =
                switch (why) {
                    case REQUIRED -> REQUIRED;
                    case UNNAMED -> UNNAMED;
                    case EXPECTED -> EXPECTED;
                };
        var result = judged.result();
        var asked = judged.objective().subject().kind() == SubjectKind.ENDPOINT ? scenarios.problem() : null;
        return new Sentence(
                joined(result.reason(), rule.english(), asked == null ? null : asked.english()),
                joined(result.reasonGerman(), rule.german(), asked == null ? null : asked.german()));
    }

    private static String joined(String... parts) {
        return String.join("; ", Arrays.stream(parts).filter(Objects::nonNull).toList());
    }
}
