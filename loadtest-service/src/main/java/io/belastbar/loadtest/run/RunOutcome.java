package io.belastbar.loadtest.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.evaluation.ThresholdEvaluation;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.EncodedCells;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.load.result.SecondSeries.SecondVisitor;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.threshold.TimeBasis;
import io.belastbar.load.verdict.GeneratorLimits;
import io.belastbar.load.verdict.RunEnding;
import io.belastbar.load.verdict.RunEnding.Early;
import io.belastbar.load.verdict.RunJudgement;
import io.belastbar.load.verdict.RunVerdictRule;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How a run ended and what it measured; computed once, so that storing it may be tried again.
 *
 * @param shape null for a run that has none stored and measured nothing
 * @param offeredFor how long load was offered
 * @param failures why requests failed
 * @param refused it ended before its load, for a reason that its asker can mend
 * @param endpoints what each endpoint showed
 */
public record RunOutcome(
        Instant finishedAt,
        RunJudgement judgement,
        RunShape shape,
        Map<CellKey, Cell> totals,
        GeneratorReport generator,
        Duration offeredFor,
        List<ThresholdResult> thresholds,
        List<FailureCause> failures,
        boolean refused,
        List<EndpointReport> endpoints) {

    public RunOutcome {
        totals = EncodedCells.unmodifiable(totals);
        thresholds = List.copyOf(thresholds);
        failures = List.copyOf(failures);
        endpoints = List.copyOf(endpoints);
    }

    /** Of a run of which nothing was measured. */
    public static RunOutcome unstarted(Instant finishedAt, Early why) {
        return without(finishedAt, null, new RunJudgement(RunVerdict.ABORTED, List.of(why.why())), false);
    }

    /** Of a run whose load was not made, because it would have been in vain or something that it needs is missing. */
    public static RunOutcome refused(Instant finishedAt, RunShape shape, List<Sentence> reasons) {
        return without(finishedAt, shape, new RunJudgement(RunVerdict.ABORTED, reasons), true);
    }

    private static RunOutcome without(Instant finishedAt, RunShape shape, RunJudgement judgement, boolean refused) {
        return new RunOutcome(
                finishedAt,
                judgement,
                shape,
                Map.of(),
                GeneratorReport.UNKNOWN,
                Duration.ZERO,
                List.of(),
                List.of(),
                refused,
                List.of());
    }

    /** Of a measurement held to its thresholds, whoever measured it. */
    public static RunOutcome judged(
            Instant finishedAt,
            RunEnding end,
            RunResult result,
            RunShape shape,
            List<Threshold> thresholds,
            GeneratorLimits limits) {
        List<ThresholdResult> found = ThresholdEvaluation.of(thresholds, result);
        return new RunOutcome(
                finishedAt,
                RunVerdictRule.judge(end, result, found, shape.notCovered(), limits),
                shape,
                result.totals(),
                result.generator(),
                result.identity().duration(),
                found,
                result.failures(),
                false,
                endpoints(shape, result.totals(), result.identity().duration()));
    }

    /** Of a run whose instance is gone: what had reached PostgreSQL of its measurement; the shape may be missing. */
    public static RunOutcome lost(
            Instant finishedAt,
            Early why,
            Optional<RunShape> shape,
            SecondSeries seconds,
            List<FailureCause> failures) {
        int stored = seconds.size();
        Sentence left = stored == 0
                ? new Sentence(
                        "What it had measured was in memory and is lost.",
                        "Was er gemessen hatte, war im Arbeitsspeicher und ist verloren.")
                : new Sentence(
                        "Its first " + stored + " seconds had been stored; what it measured later is lost.",
                        "Seine ersten " + stored
                                + " Sekunden waren gespeichert; was er danach gemessen hat, ist verloren.");
        RunJudgement judgement = new RunJudgement(RunVerdict.ABORTED, List.of(why.why(), left));
        if (shape.isEmpty() || stored == 0) {
            return without(finishedAt, shape.orElse(null), judgement, false);
        }
        Map<CellKey, Cell> totals = seconds.totals();
        Duration offeredFor = Duration.ofSeconds(stored);
        return new RunOutcome(
                finishedAt,
                judgement,
                shape.get(),
                totals,
                generator(seconds),
                offeredFor,
                List.of(),
                failures,
                false,
                endpoints(shape.get(), totals, offeredFor));
    }

    private static GeneratorReport generator(SecondSeries seconds) {
        List<GeneratorSecond> all = new ArrayList<>();
        seconds.visit(new SecondVisitor() {
            @Override
            public void begin(Head second) {
                all.add(second.generator());
            }

            @Override
            public List<Cell> targets(CellKey key) {
                return List.of();
            }

            @Override
            public void end(Head second) {}
        });
        return new GeneratorReport(
                max(all, GeneratorSecond::latenessP99Micros, 0) / 1e3,
                max(all, GeneratorSecond::latenessMaxMicros, 0) / 1e3,
                all.stream().mapToLong(GeneratorSecond::dropped).sum(),
                all.stream().mapToLong(GeneratorSecond::throttled).sum(),
                max(all, GeneratorSecond::laneUtilisation, -1),
                max(all, GeneratorSecond::processCpu, -1),
                (int) max(all, GeneratorSecond::connectionsOpen, 0),
                List.of("The p99 lateness is that of the worst second: the run was broken off."),
                null);
    }

    private static double max(List<GeneratorSecond> all, ToDoubleFunction<GeneratorSecond> figure, double without) {
        return all.stream().mapToDouble(figure).max().orElse(without);
    }

    private static List<EndpointReport> endpoints(RunShape shape, Map<CellKey, Cell> totals, Duration offeredFor) {
        return totals.isEmpty() ? List.of() : EndpointReport.of(shape.steps(), totals, offeredFor);
    }

    public double latenessP99Ms() {
        return generator.latenessP99Ms();
    }

    /**
     * What a run says about one threshold, as it is stored and shown.
     *
     * @param limit in milliseconds for times, from 0 to 1 for the error rate, per second for throughput
     * @param observed in the same unit; null without data
     * @param margin how far inside the limit; negative: outside
     * @param marginPercent of the limit
     * @param windowSeconds 0: over the whole run
     * @param step null: all steps; like all that follow, missing of runs that older versions judged
     * @param tenant null: all tenants
     * @param metric from when times count
     * @param worst the window that it was judged by; null: the whole run
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ThresholdView(
            String name,
            String on,
            String expression,
            Threshold.Origin origin,
            ThresholdResult.Status status,
            double limit,
            Double observed,
            Double margin,
            Double marginPercent,
            long samples,
            long windowSeconds,
            String sentence,
            String sentenceGerman,
            String step,
            String tenant,
            TimeBasis metric,
            Boolean abortOnFail,
            Long delayMs,
            ThresholdResult.Window worst) {

        public static ThresholdView of(ThresholdResult result) {
            Threshold threshold = result.threshold();
            return new ThresholdView(
                    threshold.name(),
                    threshold.on().text(),
                    threshold.expression(),
                    threshold.origin(),
                    result.status(),
                    threshold.condition().limit().doubleValue(),
                    result.observed(),
                    result.margin(),
                    result.marginPercent(),
                    result.samples(),
                    threshold.window() == null ? 0 : threshold.window().toSeconds(),
                    result.sentence().english(),
                    result.sentence().german(),
                    threshold.on().step(),
                    threshold.on().tenant(),
                    threshold.metric(),
                    threshold.abortOnFail(),
                    threshold.delay().toMillis(),
                    result.worst());
        }
    }
}
