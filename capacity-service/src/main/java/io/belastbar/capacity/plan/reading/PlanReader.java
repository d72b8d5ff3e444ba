package io.belastbar.capacity.plan.reading;

import io.belastbar.capacity.limit.unit.Units;
import io.belastbar.capacity.plan.Assumption;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.Checklist;
import io.belastbar.capacity.plan.PlannedFeature;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.PlannedLimit;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentNode.Kind;
import io.belastbar.document.ErrorCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a capacity plan: groups of figures with years in their keys, triggers, checklists, costs, features. Groups may have
 * any name; what a group has beside years is known.
 */
final class PlanReader {
    private static final Set<String> BESIDE = Set.of(
            "growth_factor",
            "triggers",
            "metric",
            "notes",
            "alarm_at",
            "warn_at",
            "maximum",
            "lower_is_worse",
            "action");
    private static final Set<String> OF_LIMITS = Set.of("alarm_at", "warn_at", "maximum", "lower_is_worse", "action");
    private static final Set<String> OF_COSTS = Set.of("currency", "notes");
    private static final Set<String> OF_FEATURES = Set.of("name", "growth_factor", "metric", "by", "owner");
    private static final Pattern ASSUMPTION =
            Pattern.compile("per_\\w+|average|avg|mean|median|minimum|min|max|p\\d{1,3}|value");
    private static final Set<String> PLAIN = Set.of("notes", "capacity_plan", "name", "currency");

    private final Reader reader;
    private final FigureReader figureReader;
    private final LimitReader limitReader;
    private final ChecklistReader checklistReader;
    private final List<PlannedFigure> figures = new ArrayList<>();
    private final List<Assumption> assumptions = new ArrayList<>();
    private final List<PlannedLimit> limits = new ArrayList<>();
    private final List<Checklist> checklists = new ArrayList<>();
    private final List<PlannedFigure> costs = new ArrayList<>();
    private final List<PlannedFeature> features = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private PlanReader(String file, ErrorCollector errors) {
        reader = new Reader(file, errors);
        figureReader = new FigureReader(reader);
        limitReader = new LimitReader(reader, figureReader);
        checklistReader = new ChecklistReader(reader);
    }

    static CapacityPlan read(String file, DocumentNode root, ErrorCollector errors) {
        PlanReader plan = new PlanReader(file, errors);
        String currency = root.optionalName("currency", errors).orElse("EUR");
        root.fields().forEach((key, node) -> plan.section(key, node, currency));
        return new CapacityPlan(
                plan.figures, plan.assumptions, plan.limits, plan.checklists, plan.costs, plan.features, plan.notes);
    }

    private void section(String key, DocumentNode node, String currency) {
        if (key.length() > Reader.LINE_MAX) {
            reader.errors().addAtKey(node, "must have at most " + Reader.LINE_MAX + " characters", "a longer name");
            return;
        }
        switch (key) {
            case "costs" -> costs(node, currency);
            case "limits" -> items(node).forEach(this::limit);
            case "features" -> items(node).forEach(this::feature);
            default -> {
                if (node.kind() == Kind.SEQUENCE) {
                    checklists.add(checklistReader.read(key, node));
                } else if (node.kind() == Kind.MAPPING) {
                    group(key, node);
                } else if (!PLAIN.contains(key)) {
                    reader.errors()
                            .addAtKey(
                                    node,
                                    "must be a group of figures with current and end_2026 (any year), a list of tasks,"
                                            + " limits, features or costs",
                                    key);
                } else if (key.equals("notes")) {
                    node.asString(reader.errors()).ifPresent(notes::add);
                }
            }
        }
    }

    private List<DocumentNode> items(DocumentNode node) {
        return node.requireSequence(reader.errors()) ? node.items() : List.of();
    }

    private void group(String name, DocumentNode group) {
        group.fields().forEach((key, node) -> {
            if (ASSUMPTION.matcher(key).matches()) {
                reader.amount(node)
                        .map(amount ->
                                new Assumption(name + "." + key, amount.value(), amount.unit(), reader.place(node)))
                        .ifPresent(assumptions::add);
            } else if (!BESIDE.contains(key) && PlanKey.of(key).isEmpty()) {
                reader.errors()
                        .addAtKey(
                                node,
                                "unknown key; known here: current, end_2026 (any year), per_…, average, p95, "
                                        + String.join(
                                                ", ", BESIDE.stream().sorted().toList()),
                                key);
            }
        });
        List<PlannedFigure> found = figureReader.figures(name, group, null);
        figures.addAll(found);
        group.optionalString("notes", reader.errors()).ifPresent(notes::add);
        group.optional("triggers").map(this::items).orElse(List.of()).forEach(this::limit);
        if (OF_LIMITS.stream().anyMatch(group.fields()::containsKey)) {
            Optional<PlannedFigure> figure = found.stream().findFirst();
            limits.addAll(limitReader.limits(figure.map(PlannedFigure::metric).orElse(name), group, figure));
        }
    }

    private void limit(DocumentNode item) {
        LimitReader.Read read = limitReader.read(item);
        read.figure().ifPresent(figures::add);
        limits.addAll(read.limits());
    }

    private void costs(DocumentNode node, String currency) {
        if (!node.requireMapping(reader.errors())) {
            return;
        }
        Keys.rejectUnknown(node, OF_COSTS, reader.errors());
        String unit = node.optionalName("currency", reader.errors()).orElse(currency);
        List<PlannedFigure> found = figureReader.figures("costs", node, null);
        found.stream()
                .map(cost -> cost.unit().equals(Units.COUNT) ? in(unit, cost) : cost)
                .forEach(costs::add);
        node.optionalString("notes", reader.errors()).ifPresent(notes::add);
    }

    private static PlannedFigure in(String currency, PlannedFigure cost) {
        return new PlannedFigure(
                cost.name(), cost.metric(), currency, cost.current(), cost.growthFactor(), cost.planned(), cost.at());
    }

    private void feature(DocumentNode item) {
        if (!item.requireMapping(reader.errors())) {
            return;
        }
        item.rejectUnknown(OF_FEATURES, reader.errors());
        String name = reader.line(item.required("name", reader.errors()));
        DocumentNode factor = item.required("growth_factor", reader.errors());
        Optional<Double> number = factor.asNumber(reader.errors());
        if (number.filter(value -> value <= 0).isPresent()) {
            reader.errors().add(factor, "must be more than 0, as in 1.3 for 30 % more");
        }
        number.map(value -> new PlannedFeature(
                        name,
                        value,
                        item.optional("metric").map(reader::line).orElse(null),
                        item.optional("by").flatMap(reader::day).orElse(null),
                        item.optional("owner").map(reader::line).orElse(null),
                        reader.place(item)))
                .ifPresent(features::add);
    }
}
