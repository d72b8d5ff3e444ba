package io.belastbar.load.comparison.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.load.comparison.ComparedRun;
import io.belastbar.load.comparison.ComparisonWarning;
import io.belastbar.load.comparison.RunComparison;
import io.belastbar.load.comparison.RunComparison.CandidateComparison;
import io.belastbar.load.comparison.StepComparison;
import io.belastbar.load.comparison.StepComparison.FigureChange;
import io.belastbar.load.comparison.StepComparison.QuantileShift;
import io.belastbar.load.comparison.VerdictSentence;
import io.belastbar.load.comparison.gate.ComparisonGate.Ruling;
import io.belastbar.load.comparison.statistics.Interval;
import io.belastbar.load.comparison.statistics.ShiftBootstrap.Blocks;
import io.belastbar.load.result.RunResult;
import io.belastbar.report.ReportLanguage;
import java.util.Optional;

/** A comparison as JSON. Changes are relative (0.12 is 12 % more), times in milliseconds, sentences in both languages. */
public final class ComparisonJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ComparisonJson() {}

    /**
     * With what a pipeline does about it.
     *
     * @param comparison empty: there was no run to compare with
     * @param ruling null: nobody asked
     */
    public static ObjectNode of(Optional<RunComparison> comparison, Ruling ruling) {
        ObjectNode root = comparison.map(ComparisonJson::of).orElseGet(() -> {
            ObjectNode none = NODES.objectNode();
            none.putNull("baseline");
            none.putArray("comparisons");
            return none;
        });
        if (ruling != null) {
            root.set("gate", gate(ruling));
        }
        return root;
    }

    private static ObjectNode gate(Ruling ruling) {
        ObjectNode node = NODES.objectNode();
        node.put("decision", ruling.decision().name());
        if (!Double.isNaN(ruling.failAbove())) {
            node.put("failAbove", ruling.failAbove());
        }
        ArrayNode reasons = node.putArray("reasons");
        ruling.reasons()
                .forEach(
                        reason -> reasons.addObject().put("de", reason.german()).put("en", reason.english()));
        return node;
    }

    public static ObjectNode of(RunComparison comparison) {
        ObjectNode root = NODES.objectNode();
        root.set("baseline", run(comparison.baseline()));
        root.put("times", comparison.serviceTimes() ? "service" : "response");
        ArrayNode candidates = root.putArray("comparisons");
        comparison.candidates().forEach(candidate -> candidates.add(candidate(candidate)));
        return root;
    }

    private static ObjectNode candidate(CandidateComparison candidate) {
        ObjectNode node = NODES.objectNode();
        node.set("run", run(candidate.run()));
        ArrayNode warnings = node.putArray("warnings");
        for (ComparisonWarning warning : candidate.warnings()) {
            ObjectNode each = warnings.addObject();
            each.put("kind", warning.kind().name());
            each.put("forbidsConclusion", warning.forbids());
            each.put("de", warning.sentence(ReportLanguage.GERMAN));
            each.put("en", warning.sentence(ReportLanguage.ENGLISH));
        }
        node.set("overall", step(candidate.overall()));
        ArrayNode steps = node.putArray("steps");
        candidate.steps().forEach(step -> steps.add(step(step)));
        return node;
    }

    private static ObjectNode run(ComparedRun run) {
        RunResult result = run.result();
        ObjectNode node = NODES.objectNode();
        node.put("runId", result.identity().runId());
        node.put("name", run.name());
        node.put("scenario", result.identity().scenario());
        node.put("standing", run.standing().name());
        node.put("startedAt", result.identity().startedAt().toString());
        node.put("durationMs", result.identity().duration().toMillis());
        node.put("requests", result.total().requests());
        node.put("engine", result.provenance().engine());
        ArrayNode notes = node.putArray("notes");
        result.provenance().notes().forEach(notes::add);
        return node;
    }

    private static ObjectNode step(StepComparison step) {
        ObjectNode node = NODES.objectNode();
        if (!step.overall()) {
            node.put("name", step.step().name());
            node.put("endpoint", step.step().endpoint());
            node.put("tag", step.step().tag());
        }
        node.put("outcome", step.outcome().name());
        node.putObject("verdict")
                .put("de", VerdictSentence.of(step, ReportLanguage.GERMAN))
                .put("en", VerdictSentence.of(step, ReportLanguage.ENGLISH));
        node.put("baselineRequests", step.baselineRequests());
        node.put("requests", step.otherRequests());
        ArrayNode quantiles = node.putArray("quantiles");
        step.shifts().forEach(shift -> quantiles.add(shift(shift, true)));
        ArrayNode curve = node.putArray("shiftFunction");
        step.curve().forEach(shift -> curve.add(shift(shift, false)));
        node.set("throughputPerSecond", change(step.throughput(), "relativeChange"));
        node.set("errorRate", change(step.errorRate(), "difference"));
        ObjectNode method = node.putObject("method");
        Blocks blocks = step.method().blocks();
        method.put("bootstrap", blocks.singleRequests() ? "single-requests" : "blocks-of-seconds");
        method.put("resamples", step.method().resamples());
        method.put("baselineBlockSeconds", blocks.baselineSeconds());
        method.put("blockSeconds", blocks.otherSeconds());
        method.put("correction", "westfall-young");
        method.put("relevantChange", step.method().relevant());
        method.put("betweenRuns", step.method().betweenRuns());
        method.put("earlierRuns", step.method().earlierRuns());
        return node;
    }

    private static ObjectNode shift(QuantileShift shift, boolean tested) {
        ObjectNode node = NODES.objectNode();
        node.put("percentile", shift.percentile());
        node.put("baselineMs", shift.estimate().baselineMicros() / 1e3);
        node.put("ms", shift.estimate().otherMicros() / 1e3);
        node.put("relativeChange", shift.change());
        interval(node, shift.estimate().interval());
        if (tested) {
            node.put("pValue", shift.estimate().pValue());
            node.put("adjustedPValue", shift.adjustedPValue());
            node.put("shown", shift.shown());
            node.put("finding", shift.finding().name());
            node.put("detectableChange", shift.estimate().detectable());
        }
        return node;
    }

    private static ObjectNode change(FigureChange change, String name) {
        ObjectNode node = NODES.objectNode();
        node.put("baseline", change.baseline());
        node.put("value", change.other());
        node.put(name, change.difference());
        interval(node, change.interval());
        node.put("shown", change.shown());
        return node;
    }

    private static void interval(ObjectNode node, Interval interval) {
        node.putArray("confidence95").add(interval.low()).add(interval.high());
    }
}
