package io.belastbar.plans.answer;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.answer.PlanAnalysis.JudgedPlan;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A plan as lines of a tree, each with its figures as they are written. */
final class PlanRows {
    /** Most nodes that are shown; the figures are of all. */
    static final int ROWS_MAX = 400;

    /**
     * @param share own part of the execution, 0 to 1
     * @param guide lines of the tree in front of the node
     * @param below the same in front of its notes
     * @param advice numbers of the advice about the node, such as {@code 1, 3}; empty if there is none
     */
    record Row(
            double share,
            String percent,
            String own,
            String rows,
            String blocks,
            String guide,
            String below,
            String title,
            String advice,
            List<String> notes) {}

    private final JudgedPlan judged;
    private final ReportLanguage language;
    private final Wording words;
    private final NodeNotes notes;
    private final List<Row> rows = new ArrayList<>();

    private PlanRows(JudgedPlan judged, Wording words) {
        this.judged = judged;
        this.words = words;
        this.language = words.language();
        this.notes = new NodeNotes(words);
    }

    static List<Row> of(JudgedPlan judged, Wording words) {
        PlanRows plan = new PlanRows(judged, words);
        plan.add(judged.read().plan().root(), "", "");
        return plan.rows;
    }

    private void add(MeasuredNode node, String guide, String below) {
        if (rows.size() >= ROWS_MAX) {
            return;
        }
        List<MeasuredNode> children = node.children();
        String notesBelow = below + (children.isEmpty() ? "   " : "│  ");
        rows.add(row(node, guide, notesBelow));
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            add(children.get(i), below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "));
        }
    }

    private Row row(MeasuredNode node, String guide, String below) {
        boolean blocks = judged.read().plan().blocks().touched() > 0;
        return new Row(
                node.share(),
                node.isTimed() && !node.isNeverExecuted() ? percent(node.share()) : "",
                own(node),
                rowsOf(node),
                !node.isMeasured() || !blocks
                        ? ""
                        : language.number(node.ownBlocks().touched(), 0),
                guide,
                below,
                NodeTitle.of(node),
                advice(node),
                notes.of(node));
    }

    private String own(MeasuredNode node) {
        if (node.isNeverExecuted()) {
            return words.text("never");
        }
        if (!node.isMeasured()) {
            return language.number(node.totalCost());
        }
        return node.isTimed() ? language.millis(node.ownMs()) : "";
    }

    private String rowsOf(MeasuredNode node) {
        if (!node.isMeasured()) {
            return language.number(node.plannedRows(), 0);
        }
        return (node.rows().isUncertain() ? "~" : "")
                + language.number(node.rows().value(), 0);
    }

    /** Whole per cents: what is below one is little. */
    private String percent(double share) {
        return share > 0 && share < 0.01 ? "< 1 %" : language.number(share * 100, 0) + " %";
    }

    private String advice(MeasuredNode node) {
        return IntStream.range(0, judged.advice().size())
                .filter(i -> judged.advice().get(i).node() == node.index())
                .mapToObj(i -> String.valueOf(i + 1))
                .collect(Collectors.joining(", "));
    }
}
