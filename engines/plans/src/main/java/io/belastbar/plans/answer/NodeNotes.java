package io.belastbar.plans.answer;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.NodeAttributes;
import io.belastbar.plans.RowCount;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What is worth a line below a node: its conditions, and the figures that are out of the ordinary. */
final class NodeNotes {
    private static final List<String> CONDITIONS = List.of(
            "Index Cond",
            "Recheck Cond",
            "TID Cond",
            "Hash Cond",
            "Merge Cond",
            "Join Filter",
            "Filter",
            "One-Time Filter",
            "Sort Key",
            "Presorted Key",
            "Group Key",
            "Cache Key");
    private static final int CONDITION_MAX = 160;
    private static final int KB = 1024;
    private static final double MEMORY_KB_MIN = 1024;
    private static final double ESTIMATE_OFF = 10;

    private final Wording words;
    private final ReportLanguage language;

    NodeNotes(Wording words) {
        this.words = words;
        this.language = words.language();
    }

    List<String> of(MeasuredNode node) {
        List<String> notes = new ArrayList<>();
        for (String key : CONDITIONS) {
            List<String> values = node.attributes().list(key);
            if (!values.isEmpty()) {
                notes.add(key + ": " + shortened(NodeTitle.plain(String.join(", ", values))));
            }
        }
        if (node.loops() > 0) {
            addFigures(node, notes);
        }
        return notes;
    }

    private void addFigures(MeasuredNode node, List<String> notes) {
        removed(node, notes);
        if (node.loops() > node.processes() * 1.5) {
            notes.add(words.text("loops", node.loops()));
        }
        estimate(node, notes);
        workers(node.attributes(), notes);
        if (node.diskKb() > 0) {
            notes.add(words.text("onDisk", language.bytes(node.diskKb() * KB)));
        }
        if (node.memoryKb() >= MEMORY_KB_MIN) {
            notes.add(words.text("inMemory", language.bytes(node.memoryKb() * KB)));
        }
        if (node.hashBatches() > 1) {
            notes.add(words.text("batches", node.hashBatches()));
        }
        count(node, "Lossy Heap Blocks", "lossyBlocks", notes);
        count(node, "Heap Fetches", "heapFetches", notes);
        count(node, "Subplans Removed", "partitionsRemoved", notes);
    }

    private void removed(MeasuredNode node, List<String> notes) {
        RowCount removed = node.removedRows();
        if (removed.value() > 0) {
            double read = removed.value() + node.rows().value();
            notes.add(words.text(
                    "removed", about(removed), Math.round(removed.value()), language.percent(removed.value() / read)));
        }
    }

    private void estimate(MeasuredNode node, List<String> notes) {
        OptionalDouble factor = node.estimateFactor();
        if (factor.isPresent() && factor.getAsDouble() >= ESTIMATE_OFF) {
            notes.add(words.text("moreThanPlanned", factor.getAsDouble(), node.plannedRows()));
        }
        if (factor.isPresent() && factor.getAsDouble() <= 1 / ESTIMATE_OFF && !node.mayHaveStoppedEarly()) {
            notes.add(words.text("fewerThanPlanned", 1 / factor.getAsDouble(), node.plannedRows()));
        }
    }

    private void workers(NodeAttributes said, List<String> notes) {
        if (said.has("Workers Planned")) {
            notes.add(
                    words.text("workers", said.numberOrZero("Workers Launched"), said.numberOrZero("Workers Planned")));
        }
    }

    private void count(MeasuredNode node, String key, String text, List<String> notes) {
        double value = node.attributes().numberOrZero(key);
        if (value > 0) {
            notes.add(words.text(text, value));
        }
    }

    private String about(RowCount rows) {
        return rows.isUncertain() ? "~" : "";
    }

    private static String shortened(String text) {
        return text.length() <= CONDITION_MAX ? text : text.substring(0, CONDITION_MAX - 1) + "…";
    }
}
