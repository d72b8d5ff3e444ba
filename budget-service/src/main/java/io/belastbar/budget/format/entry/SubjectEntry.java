package io.belastbar.budget.format.entry;

import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget.SubjectBudget;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.objective.relative.RelativePromise;
import io.belastbar.contracts.Severity;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one entry of a section: a subject and its promises. */
public final class SubjectEntry {

    private static final Pattern ENDPOINT =
            Pattern.compile("\\*|/[^\\s?#]*|(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /[^\\s?#]*");
    private static final Pattern FIGURE =
            Pattern.compile("(target|warning|critical|baseline|required|informational|weight)_(.+)");
    private static final Set<String> OF_TERMS = Set.of("required", "informational", "weight");
    private static final Set<String> KEYS = Stream.concat(
                    Stream.of("description", "notes", "test_cases", "service", "budget", "severity", "window"),
                    TermsEntry.KEYS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final BudgetSection section;
    private final ErrorCollector errors;
    private final Map<Metric, FigureEntry> figures = new LinkedHashMap<>();

    public SubjectEntry(BudgetSection section, ErrorCollector errors) {
        this.section = section;
        this.errors = errors;
    }

    /** Empty, with faults added, if this is no entry. */
    public Optional<SubjectBudget> read(String name, DocumentNode node) {
        if (!node.requireMapping(errors)) {
            return Optional.empty();
        }
        var subject = new Subject(section.kind(), text(node, "service"), name);
        requireMeaning(subject, node);
        var terms = new TermsEntry(node, errors);
        node.fields().forEach((key, value) -> figure(node, terms, key, value));
        var severity = severity(node);
        var window = window(node);
        var objectives = new ArrayList<Objective>();
        figures.forEach((metric, figure) -> figure.objective(subject)
                .map(objective -> objective
                        .withSeverity(severity.orElse(null))
                        .withWindow(window)
                        .withTerms(terms.of(metric)))
                .ifPresent(objectives::add));
        var relative = new ArrayList<RelativePromise>();
        figures.forEach((metric, figure) -> figure.relative(subject)
                .map(promise -> promise.with(severity.orElse(null), window, terms.of(metric)))
                .ifPresent(relative::add));
        terms.rejectUnused(figures.keySet());
        return Optional.of(new SubjectBudget(
                subject, objectives, text(node, "description"), testCases(node), text(node, "notes"), relative));
    }

    private void requireMeaning(Subject subject, DocumentNode node) {
        if (subject.kind() == SubjectKind.ENDPOINT
                && !ENDPOINT.matcher(subject.name()).matches()) {
            errors.addAtKey(
                    node,
                    "an endpoint is a method and a path without query, as in GET /api/v1/employees; or * for all",
                    subject.name());
        }
        if (subject.kind() == SubjectKind.QUERY && subject.statements().isEmpty()) {
            errors.addAtKey(
                    node,
                    "the name says which statements are meant: a verb (SELECT, INSERT, UPDATE, DELETE, MERGE),"
                            + " 'on <table>', RLS or Batch; or * for all",
                    subject.name());
        }
    }

    private void figure(DocumentNode entry, TermsEntry terms, String key, DocumentNode value) {
        if (KEYS.contains(key)) {
            return;
        }
        var match = FIGURE.matcher(key);
        var metric = match.matches() ? Metric.parse(match.group(2)) : Optional.<Metric>empty();
        if (metric.isEmpty() || !section.knows(metric.get().measure())) {
            errors.addAtKey(value, unknownKey(), key);
            return;
        }
        if (entry.optional(key).isEmpty()) {
            return;
        }
        if (OF_TERMS.contains(match.group(1))) {
            terms.read(match.group(1), metric.get(), value);
        } else {
            figures.computeIfAbsent(metric.get(), found -> new FigureEntry(found, errors))
                    .read(match.group(1), value);
        }
    }

    private String unknownKey() {
        return "unknown key; known here: "
                + String.join(", ", KEYS.stream().sorted().toList())
                + ", and target_, warning_, critical_, baseline_, required_, informational_ or weight_ before one of "
                + section.measureNames()
                + ", with _p50, _p90, _p95, _p99, _p999, _avg, _peak, _sustained or nothing after it";
    }

    private Optional<Severity> severity(DocumentNode node) {
        return Optional.<Severity>empty().or(() -> severity(node, "budget")).or(() -> severity(node, "severity"));
    }

    private Optional<Severity> severity(DocumentNode node, String field) {
        var text = node.optionalString(field, errors);
        var severity = text.flatMap(name -> Arrays.stream(Severity.values())
                .filter(value -> value.name().equals(name))
                .findFirst());
        if (text.isPresent() && severity.isEmpty()) {
            node.optional(field).ifPresent(at -> errors.add(at, "is one of CRITICAL, HIGH, MEDIUM, LOW", text.get()));
        }
        return severity;
    }

    private Duration window(DocumentNode node) {
        return node.optional("window")
                .flatMap(at -> quantity(at, TimeSpan::parse, errors).filter(span -> {
                    if (span.nanos() == 0) {
                        errors.add(at, "nothing is measured within no time");
                    }
                    return span.nanos() > 0;
                }))
                .map(TimeSpan::toDuration)
                .orElse(null);
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

    static <T> Optional<T> quantity(DocumentNode at, Function<String, T> reader, ErrorCollector errors) {
        return at.asString(errors).flatMap(text -> {
            try {
                return Optional.of(reader.apply(text));
            } catch (InvalidQuantity invalid) {
                errors.add(at, invalid.rule(), text);
                return Optional.empty();
            }
        });
    }
}
