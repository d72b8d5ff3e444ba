package io.belastbar.budget.document;

import io.belastbar.budget.objective.DatabaseBudget;
import io.belastbar.budget.objective.DatabaseObjective;
import io.belastbar.budget.objective.DatabaseObjective.IndexScanRequired;
import io.belastbar.budget.objective.DatabaseObjective.QueryTime;
import io.belastbar.budget.objective.DatabaseObjective.SeqScanForbidden;
import io.belastbar.budget.objective.DatabaseObjective.TransactionTime;
import io.belastbar.budget.objective.EndpointBudget;
import io.belastbar.budget.objective.EndpointObjective;
import io.belastbar.budget.objective.EndpointObjective.ErrorRate;
import io.belastbar.budget.objective.EndpointObjective.ResponseTime;
import io.belastbar.budget.objective.EndpointObjective.Throughput;
import io.belastbar.budget.objective.Percentile;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.StatementSelector;
import io.belastbar.budget.quantity.InvalidQuantity;
import io.belastbar.budget.quantity.Limit;
import io.belastbar.budget.quantity.Quantity;
import io.belastbar.budget.quantity.Rate;
import io.belastbar.budget.quantity.Ratio;
import io.belastbar.budget.quantity.TimeSpan;
import io.belastbar.contracts.Severity;
import io.belastbar.web.document.DocumentNode;
import io.belastbar.web.document.DocumentParser;
import io.belastbar.web.document.ErrorCollector;
import io.belastbar.web.problem.InvalidInput;
import io.belastbar.web.problem.ProblemError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads a {@code performance-budget.yml}. Every fault is reported with line and column; any fault refuses the whole. */
public final class BudgetParser {

    private static final Set<String> SECTIONS = Set.of("endpoints", "database");
    private static final Set<String> ENDPOINT_KEYS = Set.of(
            "description",
            "target_response_time_p50",
            "target_response_time_p90",
            "target_response_time_p95",
            "target_response_time_p99",
            "target_response_time_p999",
            "target_throughput",
            "target_error_rate",
            "test_cases",
            "notes");
    private static final Set<String> DATABASE_KEYS = Set.of(
            "description",
            "target_query_time",
            "target_transaction_time",
            "target_index_scan",
            "target_seq_scan_allowed",
            "budget",
            "notes");
    private static final Pattern ENDPOINT = Pattern.compile("(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /[^\\s?#]*");

    private final ErrorCollector errors = new ErrorCollector();

    private BudgetParser() {}

    /**
     * Reads a budget from YAML or JSON.
     *
     * @throws InvalidInput with every fault found, each with pointer, line, column, rule and what was received
     */
    public static PerformanceBudget parse(String text) {
        return new BudgetParser().read(DocumentParser.parse(text));
    }

    private PerformanceBudget read(DocumentNode root) {
        if (root.requireMapping(errors)) {
            root.rejectUnknown(SECTIONS, errors);
        }
        var budget = new PerformanceBudget(
                section(root, "endpoints", this::endpoint), section(root, "database", this::database));
        if (errors.isEmpty() && budget.objectiveCount() == 0) {
            errors.add(root, "a budget has at least one target under endpoints or database", "no target");
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput("This is not a performance budget. Nothing was stored.", inReadingOrder());
        }
        return budget;
    }

    private List<ProblemError> inReadingOrder() {
        return errors.errors().stream()
                .sorted(Comparator.comparing(ProblemError::line).thenComparing(ProblemError::column))
                .toList();
    }

    private <T> List<T> section(DocumentNode root, String name, Entry<T> entry) {
        var entries = new ArrayList<T>();
        root.optional(name).filter(section -> section.requireMapping(errors)).ifPresent(section -> section.fields()
                .forEach((key, node) -> {
                    if (node.requireMapping(errors)) {
                        entries.add(entry.read(key, node));
                    }
                }));
        return List.copyOf(entries);
    }

    private EndpointBudget endpoint(String key, DocumentNode node) {
        if (!ENDPOINT.matcher(key).matches()) {
            errors.addAtKey(node, "an endpoint is a method and a path without query, as in GET /api/v1/employees", key);
        }
        node.rejectUnknown(ENDPOINT_KEYS, errors);
        var objectives = new ArrayList<EndpointObjective>();
        for (var percentile : Percentile.values()) {
            fromAbove(node, "target_response_time_" + percentile.key(), TimeSpan::parse)
                    .ifPresent(limit -> objectives.add(new ResponseTime(percentile, limit)));
        }
        limit(node, "target_throughput", text -> Limit.fromBelow(text, Rate::parse))
                .ifPresent(limit -> objectives.add(new Throughput(limit)));
        fromAbove(node, "target_error_rate", Ratio::parse).ifPresent(limit -> objectives.add(new ErrorRate(limit)));
        return new EndpointBudget(
                key, text(node, "description"), List.copyOf(objectives), testCases(node), text(node, "notes"));
    }

    private DatabaseBudget database(String key, DocumentNode node) {
        var selector = StatementSelector.of(key);
        if (selector.isEmpty()) {
            errors.addAtKey(
                    node,
                    "the name says which statements are meant: a verb (SELECT, INSERT, UPDATE, DELETE, MERGE),"
                            + " 'on <table>', RLS or Batch",
                    key);
        }
        node.rejectUnknown(DATABASE_KEYS, errors);
        var objectives = new ArrayList<DatabaseObjective>();
        fromAbove(node, "target_query_time", TimeSpan::parse).ifPresent(limit -> objectives.add(new QueryTime(limit)));
        fromAbove(node, "target_transaction_time", TimeSpan::parse)
                .ifPresent(limit -> objectives.add(new TransactionTime(limit)));
        demand(node, "target_index_scan", true, IndexScanRequired::new, objectives::add);
        demand(node, "target_seq_scan_allowed", false, SeqScanForbidden::new, objectives::add);
        return new DatabaseBudget(
                key,
                selector.orElse(null),
                severity(node),
                text(node, "description"),
                List.copyOf(objectives),
                text(node, "notes"));
    }

    private <Q extends Quantity> Optional<Limit<Q>> fromAbove(
            DocumentNode node, String field, Function<String, Q> quantity) {
        return limit(node, field, text -> Limit.fromAbove(text, quantity));
    }

    private <Q extends Quantity> Optional<Limit<Q>> limit(
            DocumentNode node, String field, Function<String, Limit<Q>> reader) {
        var text = node.optionalString(field, errors);
        try {
            return text.map(reader);
        } catch (InvalidQuantity invalid) {
            node.optional(field).ifPresent(at -> errors.add(at, invalid.rule(), text.orElseThrow()));
            return Optional.empty();
        }
    }

    private void demand(
            DocumentNode node,
            String field,
            boolean demanding,
            Supplier<DatabaseObjective> objective,
            Consumer<DatabaseObjective> objectives) {
        node.optionalBoolean(field, errors)
                .filter(value -> value == demanding)
                .ifPresent(value -> objectives.accept(objective.get()));
    }

    private Severity severity(DocumentNode node) {
        var text = node.optionalString("budget", errors);
        var severity = text.flatMap(name -> Arrays.stream(Severity.values())
                .filter(value -> value.name().equals(name))
                .findFirst());
        if (text.isPresent() && severity.isEmpty()) {
            node.optional("budget")
                    .ifPresent(at -> errors.add(at, "is one of CRITICAL, HIGH, MEDIUM, LOW", text.get()));
        }
        return severity.orElse(Severity.MEDIUM);
    }

    private List<String> testCases(DocumentNode node) {
        return node.optional("test_cases")
                .filter(list -> list.requireSequence(errors))
                .map(list -> list.items().stream()
                        .flatMap(item -> item.asString(errors).stream())
                        .toList())
                .orElse(List.of());
    }

    private String text(DocumentNode node, String field) {
        return node.optionalString(field, errors).orElse(null);
    }

    /** Reads one entry of a section. */
    private interface Entry<T> {
        T read(String key, DocumentNode node);
    }
}
