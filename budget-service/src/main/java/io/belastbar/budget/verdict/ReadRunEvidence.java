package io.belastbar.budget.verdict;

import io.belastbar.budget.attribution.LeaveOutTrouble;
import io.belastbar.budget.evaluation.Evidence;
import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.budget.evaluation.JudgedObjective;
import io.belastbar.budget.evaluation.relative.RelativeJudgement;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.ReadMeasuredValues;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.Origin;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** What a run is judged by beside its own numbers. Waits: for virtual threads. */
@ApplicationScoped
public class ReadRunEvidence {

    private final ReadMeasuredValues measured;
    private final LeaveOutTrouble remainders;
    private final CalledEndpointsClient scenarios;
    private final ReadRelativeEvidence baselines;

    ReadRunEvidence(
            ReadMeasuredValues measured,
            LeaveOutTrouble remainders,
            CalledEndpointsClient scenarios,
            ReadRelativeEvidence baselines) {
        this.baselines = baselines;
        this.measured = measured;
        this.remainders = remainders;
        this.scenarios = scenarios;
    }

    /** The run with the measurements of its time and what is left without its dependencies' trouble. */
    public Evidence of(TestRunFinished run, PerformanceBudget budget, FactsAnswer facts, Instant at) {
        return Evidence.of(run, facts)
                .with(Await.of(
                        measured.measured(run.system(), Origin.of(run.labels()).branch(), budget, at)))
                .with(remainders.of(run, budget));
    }

    /** What became of the promises that are relative to how it was before; {@code at} ends the windows of measurements. */
    public List<RelativeJudgement> relative(
            TestRunFinished run, PerformanceBudget budget, Evidence evidence, Instant at) {
        return budget.relative()
                .map(promise -> baselines.judge(promise, run, evidence, at))
                .toList();
    }

    /** What the run should have shown; asks for the scenarios only where an endpoint was not. */
    public RunCoverage coverage(TestRunFinished run, FactsAnswer facts, List<JudgedObjective> judged) {
        var missesEndpoints = judged.stream()
                .anyMatch(one -> one.objective().subject().kind() == SubjectKind.ENDPOINT
                        && one.result().verdict() == ObjectiveVerdict.NO_DATA);
        return new RunCoverage(
                run, facts, missesEndpoints ? scenarios.ask(run.system()) : CalledEndpoints.of(List.of()));
    }
}
