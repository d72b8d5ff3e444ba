package io.belastbar.capacity.plan.reading;

import io.belastbar.capacity.limit.unit.Amount;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.PlannedFigure.PlannedValue;
import io.belastbar.document.DocumentNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the figures of a group: each has what it is now, and what it is planned to be at the end of years. */
final class FigureReader {
    private final Reader reader;

    FigureReader(Reader reader) {
        this.reader = reader;
    }

    /** The values of one figure, in the order in which they stand there. */
    private static final class Found {
        final List<DocumentNode> nodes = new ArrayList<>();
        final List<PlanKey> keys = new ArrayList<>();
    }

    /**
     * The figures of a group, by what their keys say beside the time.
     *
     * @param name of the group; a key that says more adds that: {@code database.qps}
     * @param unit in which all values are; null: as the first of a figure is written
     */
    List<PlannedFigure> figures(String name, DocumentNode group, String unit) {
        Map<String, Found> found = new LinkedHashMap<>();
        group.fields().forEach((key, node) -> PlanKey.of(key).ifPresent(plan -> {
            Found one = found.computeIfAbsent(plan.figure(), figure -> new Found());
            one.nodes.add(node);
            one.keys.add(plan);
        }));
        List<PlannedFigure> figures = new ArrayList<>();
        found.forEach((figure, values) -> figure(figure.isEmpty() ? name : name + "." + figure, group, values, unit)
                .ifPresent(figures::add));
        return figures;
    }

    private Optional<PlannedFigure> figure(String name, DocumentNode group, Found found, String unit) {
        String common = unit == null
                ? reader.amount(found.nodes.getFirst()).map(Amount::unit).orElse(null)
                : unit;
        if (common == null) {
            return Optional.empty();
        }
        Double current = null;
        List<PlannedValue> planned = new ArrayList<>();
        for (int i = 0; i < found.nodes.size(); i++) {
            DocumentNode node = found.nodes.get(i);
            PlanKey key = found.keys.get(i);
            Optional<Double> value = reader.in(common, node);
            if (value.isPresent() && key.isCurrent()) {
                current = value.get();
            } else if (value.isPresent()) {
                requireOnce(planned, key, node);
                planned.add(new PlannedValue(key.by(), value.get(), reader.place(node)));
            }
        }
        planned.sort(Comparator.comparing(PlannedValue::by));
        return Optional.of(new PlannedFigure(
                name,
                metric(name, group),
                common,
                current,
                growthFactor(group),
                planned,
                reader.place(found.nodes.getFirst())));
    }

    private void requireOnce(List<PlannedValue> planned, PlanKey key, DocumentNode node) {
        planned.stream()
                .filter(value -> value.by().equals(key.by()))
                .findFirst()
                .ifPresent(earlier -> reader.errors()
                        .addAtKey(
                                node,
                                "says the year %d again; it stands in line %d already"
                                        .formatted(
                                                key.by().getYear(), earlier.at().line()),
                                node.text()));
    }

    private String metric(String name, DocumentNode group) {
        return group.optional("metric").map(reader::line).orElse(name);
    }

    private Double growthFactor(DocumentNode group) {
        return group.optional("growth_factor")
                .flatMap(node -> node.asNumber(reader.errors()).filter(number -> {
                    if (number > 0) {
                        return true;
                    }
                    reader.errors().add(node, "must be more than 0, as in 1.2 for 20 % a year");
                    return false;
                }))
                .orElse(null);
    }
}
