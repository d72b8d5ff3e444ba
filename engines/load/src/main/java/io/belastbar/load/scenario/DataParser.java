package io.belastbar.load.scenario;

import io.belastbar.document.CsvRow;
import io.belastbar.document.CsvRow.InvalidCsv;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.load.scenario.Scenario.Feeder;
import io.belastbar.load.scenario.Scenario.Tenants;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads test data and tenants. */
final class DataParser {

    private static final int ROWS_MAX = 100_000;
    private static final String COLUMN = "[A-Za-z_][A-Za-z0-9_-]*";

    private final Fields fields;
    private final ErrorCollector errors;
    private final ScenarioLimits limits;

    DataParser(Fields fields, ScenarioLimits limits) {
        this.fields = fields;
        this.errors = fields.errors();
        this.limits = limits;
    }

    List<Feeder> feeders(DocumentNode root) {
        List<Feeder> feeders = new ArrayList<>();
        Optional<DocumentNode> data = root.optional("data");
        if (data.isPresent() && data.get().requireMapping(errors)) {
            data.get().fields().forEach((name, node) -> feeder(name, node).ifPresent(feeders::add));
        }
        return feeders;
    }

    private Optional<Feeder> feeder(String name, DocumentNode node) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            errors.addAtKey(node, "must have a name of letters, digits and '_'", name);
        }
        if (!node.requireMapping(errors)) {
            return Optional.empty();
        }
        node.rejectUnknown(Set.of("csv", "file", "order"), errors);
        Optional<DocumentNode> file = node.optional("file");
        if (file.isPresent()) {
            errors.add(
                    file.get(),
                    "must be csv here: files are read by 'belastbar run' and 'belastbar export' only, which send their content");
            return Optional.empty();
        }
        Feeder.Order order = node.optional("order")
                .flatMap(choice -> fields.choice(choice, Feeder.Order.class))
                .orElse(Feeder.Order.SEQUENTIAL);
        DocumentNode csv = node.required("csv", errors);
        List<List<String>> lines =
                csv.asString(errors).map(text -> lines(csv, text)).orElse(List.of());
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<String> columns = lines.getFirst().stream().map(String::strip).toList();
        columns.stream()
                .filter(column -> !column.matches(COLUMN))
                .forEach(column -> errors.add(csv, "the first line must name the columns", column));
        List<List<String>> rows = lines.subList(1, lines.size());
        if (rows.isEmpty() || rows.size() > ROWS_MAX) {
            errors.add(csv, "must have from 1 to " + ROWS_MAX + " rows below the names", rows.size() + " rows");
            return Optional.empty();
        }
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).size() != columns.size()) {
                errors.add(
                        csv,
                        "row " + (row + 1) + " must have " + columns.size() + " values",
                        rows.get(row).size() + " values");
                return Optional.empty();
            }
        }
        return Optional.of(new Feeder(name, columns, rows, order));
    }

    private List<List<String>> lines(DocumentNode node, String text) {
        try {
            return CsvRow.parse(text, ',').stream().map(CsvRow::values).toList();
        } catch (InvalidCsv wrong) {
            errors.add(node, wrong.getMessage(), "csv");
            return List.of();
        }
    }

    Tenants tenants(DocumentNode root, List<Feeder> feeders) {
        Optional<DocumentNode> found = root.optional("tenants");
        if (found.isEmpty() || !found.get().requireMapping(errors)) {
            return Tenants.NONE;
        }
        DocumentNode node = found.get();
        node.rejectUnknown(Set.of("variable", "names", "count", "name", "from"), errors);
        String variable = node.optionalString("variable", errors).orElse("tenant");
        if (!variable.matches("[A-Za-z_][A-Za-z0-9_]*") || variable.equals("vu") || variable.equals("iteration")) {
            errors.add(node.required("variable", errors), "must be letters, digits and '_', and not taken");
        }
        String from = node.optionalString("from", errors).orElse(null);
        List<String> names = from != null ? fromData(node, from, feeders) : named(node);
        if (names.size() > limits.maxTenants()) {
            errors.add(node, "must be at most " + limits.maxTenants() + " tenants", names.size() + " tenants");
        }
        return new Tenants(variable, names, from);
    }

    private List<String> named(DocumentNode node) {
        Optional<DocumentNode> names = node.optional("names");
        if (names.isPresent()) {
            if (!names.get().requireSequence(errors)) {
                return List.of();
            }
            if (names.get().items().isEmpty()) {
                errors.add(names.get(), "must name at least one tenant", "none");
            }
            return names.get().items().stream()
                    .map(item -> item.asString(errors).orElse(""))
                    .distinct()
                    .toList();
        }
        DocumentNode count = node.required("count", errors);
        int tenants = fields.integer(count, 1, limits.maxTenants()).orElse(0);
        String pattern = node.optionalString("name", errors).orElse("tenant_${n}");
        return IntStream.rangeClosed(1, tenants)
                .mapToObj(n -> pattern.replace("${n}", Integer.toString(n)))
                .distinct()
                .toList();
    }

    private List<String> fromData(DocumentNode node, String from, List<Feeder> feeders) {
        for (Feeder feeder : feeders) {
            for (int column = 0; column < feeder.columns().size(); column++) {
                if (from.equals(feeder.name() + "." + feeder.columns().get(column))) {
                    int index = column;
                    Set<String> names = new LinkedHashSet<>();
                    feeder.rows().forEach(row -> names.add(row.get(index)));
                    return List.copyOf(names);
                }
            }
        }
        errors.add(node.required("from", errors), "must be a column of the data, such as users.org");
        return List.of();
    }
}
