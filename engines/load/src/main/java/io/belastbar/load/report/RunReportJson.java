package io.belastbar.load.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.LoadLevel;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.threshold.BudgetThresholds.NotCovered;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.report.Sentence;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A report as JSON. Times are in milliseconds, rates from 0 to 1, throughput per second; null stands for what is not
 * known. {@code schemaVersion} grows when a field changes its meaning or goes away; new fields may come at any time.
 * Described field by field in {@code docs/reference/run-report.md}.
 */
public final class RunReportJson {

    public static final int SCHEMA_VERSION = 2;

    private static final String CELLS = "cells";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final RunReport report;
    private final RunResult result;
    private final FiguresJson figures;

    private RunReportJson(RunReport report) {
        this.report = report;
        this.result = report.result();
        this.figures = new FiguresJson(result.provenance().highestKnownPercentile());
    }

    public static String write(RunReport report) {
        StringWriter text = new StringWriter();
        try {
            write(report, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text can always be written", impossible);
        }
        return text.toString();
    }

    /** Cell by cell: those of many steps and tenants never stand in memory. */
    public static void write(RunReport report, Writer out) throws IOException {
        new RunReportJson(report).writeTo(out);
        out.write('\n');
    }

    private void writeTo(Writer out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            for (Map.Entry<String, JsonNode> field : tree().properties()) {
                json.writeFieldName(field.getKey());
                if (field.getKey().equals(CELLS)) {
                    writeCells(json);
                } else {
                    json.writeTree(field.getValue());
                }
            }
            json.writeEndObject();
        }
    }

    /** With none of its cells. */
    private ObjectNode tree() {
        ObjectNode root = NODES.objectNode();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.set("run", run());
        root.put("verdict", report.judgement().verdict().name());
        root.set("summary", sentence(report.summary()));
        root.set("reasons", sentences(report.judgement().reasons()));
        root.set("caveats", sentences(report.caveats()));
        ArrayNode thresholds = root.putArray("thresholds");
        report.thresholds().forEach(threshold -> thresholds.add(threshold(threshold)));
        root.set("failures", FailuresJson.of(result));
        ArrayNode notCovered = root.putArray("notCovered");
        report.notCovered().forEach(objective -> notCovered.add(notCovered(objective)));
        root.set("generator", generator());
        root.set("provenance", provenance());
        FiguresJson.put(root, "fairness", result.fairness());
        root.set("total", cell(NODES.objectNode(), result.total()));
        root.set("steps", steps());
        root.set("tenants", tenants());
        root.putArray(CELLS);
        root.set("loadLevels", loadLevels());
        return root;
    }

    private ObjectNode run() {
        RunIdentity identity = result.identity();
        return NODES.objectNode()
                .put("id", identity.runId())
                .put("system", identity.system())
                .put("scenario", identity.scenario())
                .put("scenarioVersion", identity.scenarioVersion())
                .put("target", identity.target())
                .put("startedAt", String.valueOf(identity.startedAt()))
                .put("durationSeconds", seconds());
    }

    private ObjectNode threshold(ThresholdResult found) {
        Threshold threshold = found.threshold();
        ObjectNode node = NODES.objectNode()
                .put("name", threshold.name())
                .put("step", threshold.on().step())
                .put("tenant", threshold.on().tenant())
                .put("expression", threshold.expression())
                .put("metric", threshold.metric().name().toLowerCase(Locale.ROOT));
        if (threshold.window() == null) {
            node.putNull("windowSeconds");
        } else {
            node.put("windowSeconds", threshold.window().toSeconds());
        }
        node.put("abortOnFail", threshold.abortOnFail())
                .put("delaySeconds", threshold.delay().toMillis() / 1e3)
                .put("origin", threshold.origin().name())
                .put("status", found.status().name());
        FiguresJson.put(node, "limit", threshold.condition().limit().doubleValue());
        FiguresJson.put(node, "observed", orNaN(found.observed()));
        FiguresJson.put(node, "margin", orNaN(found.margin()));
        FiguresJson.put(node, "marginPercent", orNaN(found.marginPercent()));
        node.put("samples", found.samples());
        if (found.worst() == null) {
            node.putNull("worstWindow");
        } else {
            node.putObject("worstWindow")
                    .put("fromSecond", found.worst().fromSecond())
                    .put("toSecond", found.worst().toSecond());
        }
        node.set("sentence", sentence(found.sentence()));
        return node;
    }

    private static ObjectNode notCovered(NotCovered objective) {
        return NODES.objectNode()
                .put("endpoint", objective.objective().endpoint())
                .put("metric", objective.objective().metric())
                .put("limit", objective.objective().limit())
                .put("reason", objective.reason().name())
                .put("missing", objective.reason().isMissing());
    }

    private ObjectNode generator() {
        GeneratorReport generator = result.generator();
        ObjectNode node = NODES.objectNode();
        boolean known = !generator.equals(GeneratorReport.UNKNOWN);
        node.put("known", known);
        FiguresJson.put(node, "latenessP99Ms", known ? generator.latenessP99Ms() : Double.NaN);
        FiguresJson.put(node, "latenessMaxMs", known ? generator.latenessMaxMs() : Double.NaN);
        node.put("dropped", generator.dropped()).put("throttled", generator.throttled());
        FiguresJson.put(
                node,
                "maxLaneUtilisation",
                generator.maxLaneUtilisation() < 0 ? Double.NaN : generator.maxLaneUtilisation());
        FiguresJson.put(node, "maxProcessCpu", generator.maxProcessCpu() < 0 ? Double.NaN : generator.maxProcessCpu());
        node.put("connections", generator.connections());
        ArrayNode notes = node.putArray("notes");
        for (int index = 0; index < generator.notes().size(); index++) {
            notes.addObject()
                    .put("en", generator.notes().get(index))
                    .put("de", generator.notesGerman().get(index));
        }
        return node;
    }

    private ObjectNode provenance() {
        ObjectNode node = NODES.objectNode()
                .put("engine", result.provenance().engine())
                .put("engineVersion", result.provenance().engineVersion())
                .put("source", result.provenance().source())
                .put("highestKnownPercentile", result.provenance().highestKnownPercentile());
        node.set("notes", texts(result.provenance().notes()));
        return node;
    }

    private ArrayNode steps() {
        ArrayNode steps = NODES.arrayNode();
        for (int step = 0; step < result.steps().size(); step++) {
            StepInfo info = result.steps().get(step);
            ObjectNode node = NODES.objectNode()
                    .put("name", info.name())
                    .put("endpoint", info.endpoint())
                    .put("tag", info.tag());
            steps.add(cell(node, result.step(step)));
        }
        return steps;
    }

    private ArrayNode tenants() {
        ArrayNode tenants = NODES.arrayNode();
        for (int tenant = 0; tenant < result.tenants().size(); tenant++) {
            ObjectNode node = NODES.objectNode().put("name", result.tenants().get(tenant));
            tenants.add(cell(node, result.tenant(tenant)));
        }
        return tenants;
    }

    private void writeCells(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Map.Entry<CellKey, Cell> each : result.totals().entrySet()) {
            ObjectNode node = NODES.objectNode()
                    .put("step", result.steps().get(each.getKey().step()).name())
                    .put("tenant", result.tenants().get(each.getKey().tenant()));
            json.writeTree(cell(node, each.getValue()));
        }
        json.writeEndArray();
    }

    private ArrayNode loadLevels() {
        ArrayNode levels = NODES.arrayNode();
        for (LoadLevel level : result.byLoadLevel()) {
            ObjectNode node = NODES.objectNode()
                    .put("fromPerSecond", level.fromPerSecond())
                    .put("toPerSecond", level.toPerSecond())
                    .put("seconds", level.seconds());
            levels.add(figures.of(node, level.cell(), level.seconds()));
        }
        return levels;
    }

    private ObjectNode cell(ObjectNode node, Cell cell) {
        return figures.of(node, cell, seconds());
    }

    private double seconds() {
        return result.identity().duration().toNanos() / 1e9;
    }

    private static ObjectNode sentence(Sentence sentence) {
        return NODES.objectNode().put("en", sentence.english()).put("de", sentence.german());
    }

    private static ArrayNode sentences(List<Sentence> all) {
        ArrayNode array = NODES.arrayNode();
        all.forEach(each -> array.add(sentence(each)));
        return array;
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = NODES.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static double orNaN(Double value) {
        return value == null ? Double.NaN : value;
    }
}
