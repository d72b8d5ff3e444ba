package io.belastbar.load.comparison.gate;

import io.belastbar.load.comparison.Percent;
import io.belastbar.load.comparison.RunComparison;
import io.belastbar.load.comparison.RunComparison.CandidateComparison;
import io.belastbar.load.comparison.StepComparison;
import io.belastbar.load.comparison.StepComparison.Outcome;
import io.belastbar.load.comparison.StepComparison.QuantileShift;
import io.belastbar.load.comparison.VerdictSentence;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a pipeline goes on: a run is worse when a quantile of all requests is shown to be slower and the
 * estimate lies above the limit, or when more requests failed. A shift of a single step counts too, but must withstand
 * the correction for as many steps as there are. What cannot be told is no reason to stop: a gate that closes by chance
 * is soon left open. But a slowdown larger than what such runs can show is no pass either, whatever stands against it.
 */
public final class ComparisonGate {

    private static final double LEVEL = 0.05;

    private final double failAbove;
    private final List<Sentence> reasons = new ArrayList<>();

    private ComparisonGate(double failAbove) {
        this.failAbove = failAbove;
    }

    /** What a pipeline does. */
    public enum Decision {
        PASSED,
        /** Worse by more than the limit. */
        FAILED,
        /** None is shown to be worse, but one was measured slower than the limit and than what such runs can show. */
        CANNOT_TELL,
        /** None is worse, but a run could not be compared: it is invalid, or has too few requests. */
        NOT_COMPARABLE,
        /** There is no run to compare with, as in the first run of a pipeline. */
        NO_BASELINE
    }

    /**
     * A decision with its reasons.
     *
     * @param failAbove as a share: 0.05 is 5 %
     */
    public record Ruling(double failAbove, Decision decision, List<Sentence> reasons) {

        public Ruling {
            reasons = List.copyOf(reasons);
        }

        /** There is no run of the branch on the testbed. */
        public static Ruling noRunOf(double failAbove, String branch) {
            return new Ruling(
                    failAbove,
                    Decision.NO_BASELINE,
                    List.of(Wording.sentence(ComparisonGate.class, words -> words.text("gateNoRunOf", branch))));
        }

        /** @param wanted which runs were looked for, as the caller wrote it */
        public static Ruling noBaseline(double failAbove, String wanted) {
            return new Ruling(
                    failAbove,
                    Decision.NO_BASELINE,
                    List.of(Wording.sentence(ComparisonGate.class, words -> words.text("gateNoBaseline", wanted))));
        }
    }

    /** @param failAbove as a share: 0.05 lets a run be 5 % slower */
    public static Ruling rule(RunComparison comparison, double failAbove) {
        ComparisonGate gate = new ComparisonGate(failAbove);
        comparison.candidates().forEach(gate::worse);
        if (!gate.reasons.isEmpty()) {
            return new Ruling(failAbove, Decision.FAILED, gate.reasons);
        }
        comparison.candidates().forEach(candidate -> gate.say(candidate, candidate.overall()));
        return new Ruling(failAbove, gate.withoutWorse(comparison), gate.reasons);
    }

    private Decision withoutWorse(RunComparison comparison) {
        List<StepComparison> all = comparison.candidates().stream()
                .map(CandidateComparison::overall)
                .toList();
        if (!all.stream().allMatch(ComparisonGate::comparable)) {
            return Decision.NOT_COMPARABLE;
        }
        boolean untold =
                all.stream().flatMap(step -> step.shifts().stream()).anyMatch(shift -> shift.untoldSlowdown(failAbove));
        return untold ? Decision.CANNOT_TELL : Decision.PASSED;
    }

    private static boolean comparable(StepComparison step) {
        return step.outcome() != Outcome.NOT_COMPARABLE && step.outcome() != Outcome.TOO_FEW_REQUESTS;
    }

    private void worse(CandidateComparison candidate) {
        StepComparison overall = candidate.overall();
        if (overall.failsMore() || slower(overall, 1).isPresent()) {
            say(candidate, overall);
        }
        // With one step, it is all there is.
        int steps = candidate.steps().size();
        for (StepComparison step : steps > 1 ? candidate.steps() : List.<StepComparison>of()) {
            slower(step, steps)
                    .ifPresent(shift -> reasons.add(Wording.sentence(
                            ComparisonGate.class,
                            words -> words.text(
                                    "gateStep",
                                    candidate.run().name(),
                                    step.step().name(),
                                    VerdictSentence.name(shift),
                                    Percent.number(shift.change(), words.language())))));
        }
    }

    private Optional<QuantileShift> slower(StepComparison step, int tests) {
        return step.shifts().stream()
                .filter(shift -> shift.shown() && shift.change() > failAbove)
                .filter(shift -> shift.adjustedPValue() * tests < LEVEL)
                .findFirst();
    }

    private void say(CandidateComparison candidate, StepComparison step) {
        reasons.add(Sentence.of(language -> candidate.run().name() + ": " + VerdictSentence.of(step, language)));
    }
}
