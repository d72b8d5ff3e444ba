package io.belastbar.plans.answer;

import io.belastbar.plans.Blocks;
import io.belastbar.plans.Plan;
import io.belastbar.plans.answer.PlanAnalysis.JudgedPlan;
import io.belastbar.plans.input.ReadPlan;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.util.ArrayList;
import java.util.List;

/** What is said about a plan as a whole. */
final class PlanSummary {
    private static final int BLOCK_BYTES = 8192;
    private static final int STATEMENT_MAX = 300;

    private final Wording words;
    private final ReportLanguage language;

    PlanSummary(Wording words) {
        this.words = words;
        this.language = words.language();
    }

    /** How long it took, and how much it looked at. */
    String headline(Plan plan) {
        List<String> parts = new ArrayList<>();
        if (!plan.isMeasured()) {
            parts.add(words.text("notMeasured", plan.root().totalCost()));
        } else if (plan.totalMs() > 0) {
            parts.add(words.text("execution", language.millis(plan.totalMs())));
        }
        plan.planningMs().ifPresent(ms -> parts.add(words.text("planning", language.millis(ms))));
        Blocks blocks = plan.blocks();
        if (blocks.touched() > 0) {
            parts.add(words.text(
                    "blocks",
                    Math.round(blocks.touched()),
                    language.bytes(blocks.touched() * BLOCK_BYTES),
                    language.percent(blocks.hitRatio())));
        }
        return String.join(", ", parts);
    }

    /** The verdict: how much advice there is, or why there is none. */
    static Sentence verdict(JudgedPlan judged) {
        return Wording.sentence(PlanSummary.class, words -> {
            if (!judged.advice().isEmpty()) {
                return words.text("adviceCount", judged.advice().size());
            }
            return words.text(judged.read().plan().isMeasured() ? "nothingToImprove" : "nothingWithoutMeasuring");
        });
    }

    /** The statement on one line, shortened; empty if it is not known. */
    String statement(Plan plan) {
        String text = NodeTitle.plain(plan.queryText().orElse("")).replaceAll("\\s+", " ");
        return text.length() <= STATEMENT_MAX ? text : text.substring(0, STATEMENT_MAX - 1) + "…";
    }

    /** How often a log has it; empty for a plan that was read once. */
    String calls(ReadPlan read) {
        return read.calls() == 1
                ? ""
                : words.text("calls", read.calls(), language.millis(read.meanMs()), language.millis(read.maxMs()));
    }

    /** What took time beside the nodes. */
    List<String> beside(Plan plan) {
        List<String> lines = new ArrayList<>();
        for (Plan.Trigger trigger : plan.triggers()) {
            String name = trigger.constraint().isEmpty() ? trigger.name() : trigger.constraint();
            String on = trigger.relation().isEmpty() ? "" : trigger.relation();
            lines.add(words.text(
                    "trigger",
                    NodeTitle.plain(name),
                    NodeTitle.plain(on),
                    language.millis(trigger.ms()),
                    Math.round(trigger.calls())));
        }
        plan.jit()
                .ifPresent(jit ->
                        lines.add(words.text("jit", Math.round(jit.functions()), language.millis(jit.totalMs()))));
        plan.serializationMs()
                .ifPresent(ms -> lines.add(words.text("serialization", language.millis(ms), part(ms, plan))));
        return lines;
    }

    private String part(double ms, Plan plan) {
        return plan.totalMs() == 0 ? ReportLanguage.NOTHING : language.percent(ms / plan.totalMs());
    }
}
