package io.belastbar.budget.format;

import io.belastbar.budget.format.entry.BudgetSection;
import io.belastbar.budget.format.entry.SubjectEntry;
import io.belastbar.budget.objective.Dependency;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.PerformanceBudget.SubjectBudget;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Our own format, {@code performance-budget.yml}: a section for each kind of subject, an entry for each subject. */
final class NativeFormat {

    private static final String DEPENDENCIES = "dependencies";
    private static final Set<String> SECTIONS = Stream.concat(
                    Arrays.stream(BudgetSection.values()).map(BudgetSection::key), Stream.of(DEPENDENCIES))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> DEPENDENCY_KEYS = Set.of("endpoints", "target", "slow_above");

    static PerformanceBudget read(DocumentNode root) {
        var errors = new ErrorCollector();
        if (root.requireMapping(errors)) {
            root.rejectUnknown(SECTIONS, errors);
        }
        var subjects = new ArrayList<SubjectBudget>();
        for (var section : BudgetSection.values()) {
            root.optional(section.key())
                    .filter(node -> node.requireMapping(errors))
                    .ifPresent(node -> node.fields().forEach((name, entry) -> new SubjectEntry(section, errors)
                            .read(name, entry)
                            .ifPresent(subjects::add)));
        }
        var budget = new PerformanceBudget(subjects, dependencies(root, errors));
        if (errors.isEmpty()
                && budget.objectiveCount() == 0
                && budget.dependencies().isEmpty()) {
            errors.add(
                    root,
                    "a budget has at least one target under one of "
                            + String.join(", ", SECTIONS.stream().sorted().toList()),
                    "no target");
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(
                    "This is not a performance budget. Nothing was stored. What is written in another form is converted by:"
                            + " belastbar convert FILE",
                    inReadingOrder(errors));
        }
        return budget;
    }

    private static List<ProblemError> inReadingOrder(ErrorCollector errors) {
        return errors.errors().stream()
                .sorted(Comparator.comparing(ProblemError::line).thenComparing(ProblemError::column))
                .toList();
    }

    private static List<Dependency> dependencies(DocumentNode root, ErrorCollector errors) {
        var found = new ArrayList<Dependency>();
        root.optional(DEPENDENCIES).filter(node -> node.requireMapping(errors)).ifPresent(node -> node.fields()
                .forEach((name, entry) -> {
                    if (entry.requireMapping(errors)) {
                        found.add(dependency(name, entry, errors));
                    }
                }));
        return found;
    }

    private static Dependency dependency(String name, DocumentNode entry, ErrorCollector errors) {
        entry.rejectUnknown(DEPENDENCY_KEYS, errors);
        var endpoints = entry.optional("endpoints")
                .filter(list -> list.requireSequence(errors))
                .map(list -> list.items().stream()
                        .flatMap(item -> item.asName(errors).stream())
                        .toList())
                .orElse(List.of());
        var slowAbove = entry.optional("slow_above")
                .flatMap(node -> node.asString(errors).map(text -> slowAbove(node, text, errors)));
        var target = entry.optionalName("target", errors);
        return new Dependency(name, endpoints, target.orElse(null), slowAbove.orElse(null));
    }

    private static TimeSpan slowAbove(DocumentNode node, String text, ErrorCollector errors) {
        try {
            var span = TimeSpan.parse(text);
            if (span.nanos() == 0) {
                errors.add(node, "every answer takes longer than no time", text);
            }
            return span;
        } catch (InvalidQuantity invalid) {
            errors.add(node, invalid.rule(), text);
            return null;
        }
    }
}
