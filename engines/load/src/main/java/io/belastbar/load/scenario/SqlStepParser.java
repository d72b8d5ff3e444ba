package io.belastbar.load.scenario;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.load.scenario.SqlStep.SqlStatement;
import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.Count;
import io.belastbar.quantity.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one script of SQL statements. */
final class SqlStepParser {

    private static final Set<String> KEYS =
            Set.of("name", "sql", "parameters", "transaction", "check", "extract", "tag", "endpoint");
    // Possessive: what was passed over is not tried in another way.
    private static final Pattern COPY =
            Pattern.compile("(?is)(?:\\s++|--[^\\n]*+\\n|/\\*(?:[^*]++|\\*(?!/))*+\\*/)*+copy\\b");
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d{1,4})");
    private static final Pattern ROWS = Pattern.compile("(?:[<>]=?|[≤≥]|==?)?\\s*(\\d{1,9})");
    private static final int NAME_LENGTH = 60;

    private final ErrorCollector errors;
    private final StepParser flow;

    SqlStepParser(Fields fields, StepParser flow) {
        this.errors = fields.errors();
        this.flow = flow;
    }

    Optional<SqlStep> read(DocumentNode item) {
        item.rejectUnknown(KEYS, errors);
        DocumentNode sql = item.required("sql", errors);
        List<DocumentNode> texts = sql.kind() == DocumentNode.Kind.SEQUENCE ? sql.items() : List.of(sql);
        if (texts.isEmpty()) {
            errors.add(sql, "must have at least one statement", "none");
            return Optional.empty();
        }
        List<SqlStatement> statements = new ArrayList<>();
        List<List<Template>> parameters = parameters(item, texts.size());
        for (int index = 0; index < texts.size(); index++) {
            statement(texts.get(index), parameters.get(index)).ifPresent(statements::add);
        }
        boolean transaction = item.optionalBoolean("transaction", errors).orElse(false);
        Optional<Limit<Count>> rows = item.optional("check").flatMap(this::rows);
        Map<String, String> extract = item.optional("extract")
                .map(node -> flow.extractions(node, column -> column))
                .orElse(Map.of());
        if (statements.isEmpty()) {
            return Optional.empty();
        }
        String first = statements.getFirst().sql().strip().replaceAll("\\s+", " ");
        String shortened = first.length() <= NAME_LENGTH ? first : first.substring(0, NAME_LENGTH - 1) + "…";
        String endpoint = item.optionalName("endpoint", errors).orElse(shortened);
        String name = flow.nameOf(item, endpoint);
        String tag = item.optionalName("tag", errors).orElse(name);
        return Optional.of(new SqlStep(name, statements, transaction, rows.orElse(null), extract, endpoint, tag));
    }

    private Optional<Limit<Count>> rows(DocumentNode check) {
        if (!check.requireMapping(errors)) {
            return Optional.empty();
        }
        check.rejectUnknown(Set.of("rows"), errors);
        DocumentNode node = check.required("rows", errors);
        Optional<String> text = node.asString(errors);
        Optional<Limit<Count>> limit = text.flatMap(SqlStepParser::limit);
        if (text.isPresent() && limit.isEmpty()) {
            errors.add(
                    node, "must be a whole number of rows, as in 1, or how it must stand to one, as in > 0 or <= 10");
        }
        return limit;
    }

    /** Empty if it is none, or one that no number of rows keeps. */
    private static Optional<Limit<Count>> limit(String text) {
        Matcher parts = ROWS.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        Comparison comparison = Comparison.leading(text.strip()).orElse(Comparison.EQUAL);
        Count count = new Count(Integer.parseInt(parts.group(1)));
        boolean possible = comparison != Comparison.BELOW || count.value() > 0;
        return possible ? Optional.of(new Limit<>(comparison, count)) : Optional.empty();
    }

    /** One list a statement; a flat list belongs to the only statement. */
    private List<List<Template>> parameters(DocumentNode item, int statements) {
        List<List<Template>> all = new ArrayList<>();
        Optional<DocumentNode> given = item.optional("parameters");
        if (given.isPresent() && given.get().requireSequence(errors)) {
            List<DocumentNode> items = given.get().items();
            boolean nested = items.stream().anyMatch(node -> node.kind() == DocumentNode.Kind.SEQUENCE);
            if (nested && items.size() > statements) {
                errors.add(given.get(), "must have at most one list for each statement", items.size() + " lists");
            }
            if (!nested && !items.isEmpty() && statements > 1) {
                errors.add(given.get(), "must have one list for each statement", "one list");
            }
            if (nested) {
                items.forEach(list -> all.add(templates(list.requireSequence(errors) ? list.items() : List.of())));
            } else {
                all.add(templates(items));
            }
        }
        while (all.size() < statements) {
            all.add(List.of());
        }
        return all;
    }

    private List<Template> templates(List<DocumentNode> nodes) {
        List<Template> templates = new ArrayList<>();
        for (DocumentNode node : nodes) {
            node.asString(errors).flatMap(text -> flow.template(node, text)).ifPresent(templates::add);
        }
        return templates;
    }

    private Optional<SqlStatement> statement(DocumentNode node, List<Template> parameters) {
        Optional<String> text = node.asString(errors);
        if (text.isEmpty() || text.get().isBlank()) {
            text.ifPresent(blank -> errors.add(node, "must be a statement"));
            return Optional.empty();
        }
        if (COPY.matcher(text.get()).lookingAt()) {
            errors.add(node, "must not be COPY: its data has no place in a script; use INSERT or SELECT");
            return Optional.empty();
        }
        if (text.get().contains("${")) {
            errors.add(
                    node, "must use $1, $2 … and parameters instead of variables: SQL is not put together from text");
            return Optional.empty();
        }
        int highest = 0;
        Matcher places = PARAMETER.matcher(text.get());
        while (places.find()) {
            highest = Math.max(highest, Integer.parseInt(places.group(1)));
        }
        if (highest != parameters.size() && errors.isEmpty()) {
            errors.add(
                    node,
                    "must have as many parameters as places",
                    highest + " places, " + parameters.size() + " parameters");
        }
        return Optional.of(new SqlStatement(text.get().strip(), parameters));
    }
}
