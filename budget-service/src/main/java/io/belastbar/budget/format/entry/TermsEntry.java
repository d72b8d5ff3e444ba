package io.belastbar.budget.format.entry;

import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Terms;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much an entry's promises count, and where: {@code required}, {@code informational}, {@code weight} and {@code
 * testbeds} for all of them, the first three before a figure's name for that figure alone.
 */
final class TermsEntry {

    static final Set<String> KEYS = Set.of("required", "informational", "weight", "testbed", "testbeds");

    private final ErrorCollector errors;
    private final Said all;
    private final List<String> testbeds;
    private final Map<Metric, Said> figures = new HashMap<>();

    TermsEntry(DocumentNode entry, ErrorCollector errors) {
        this.errors = errors;
        this.all = new Said(
                entry.optional("required").orElse(null),
                entry.optional("informational").orElse(null),
                entry.optional("weight").orElse(null));
        this.testbeds = testbeds(entry);
        flag(all.required);
        flag(all.informational);
        weight(all.weight);
    }

    /** Takes what is said about one figure, for example {@code weight_response_time_p95}. */
    void read(String role, Metric metric, DocumentNode at) {
        figures.merge(metric, Said.of(role, at), Said::and);
    }

    /** What an entry says about all figures counts where it says nothing about the one. */
    Terms of(Metric metric) {
        var own = figures.remove(metric);
        var said = own == null ? all : own.over(all);
        var informational = flag(said.informational);
        var required = flag(said.required);
        var weight = weight(said.weight);
        // "Only shown", said of the figure itself, takes it out of what is said of all.
        var ownWord = own != null && own.informational != null;
        if (informational && required) {
            refuse(ownWord && own.required == null, said.informational, "what is informational cannot be required");
            required = false;
        }
        if (informational && weight != Terms.UNWEIGHTED) {
            refuse(ownWord && own.weight == null, said.weight, "what is informational has no weight: it never counts");
            weight = Terms.UNWEIGHTED;
        }
        return new Terms(required, informational, weight, testbeds);
    }

    private void refuse(boolean overridden, DocumentNode at, String rule) {
        if (!overridden) {
            errors.addAtKey(at, rule, at.text());
        }
    }

    /** Refuses what is said about figures of which the entry says nothing else. */
    void rejectUnused(Set<Metric> known) {
        figures.forEach((metric, said) -> {
            if (!known.contains(metric)) {
                said.nodes()
                        .forEach(node -> errors.addAtKey(
                                node, "there is no " + metric.text() + " here that could count", node.text()));
            }
        });
    }

    private boolean flag(DocumentNode node) {
        return node != null && node.asBoolean(errors).orElse(false);
    }

    private int weight(DocumentNode node) {
        if (node == null) {
            return Terms.UNWEIGHTED;
        }
        return node.asInteger(errors)
                .filter(value -> {
                    var known = value >= Terms.WEIGHT_MIN && value <= Terms.WEIGHT_MAX;
                    if (!known) {
                        errors.add(
                                node,
                                "a weight is a whole number between " + Terms.WEIGHT_MIN + " and " + Terms.WEIGHT_MAX);
                    }
                    return known;
                })
                .map(Math::toIntExact)
                .orElse(Terms.UNWEIGHTED);
    }

    private List<String> testbeds(DocumentNode entry) {
        var one = entry.optional("testbed");
        var several = entry.optional("testbeds");
        if (one.isPresent() && several.isPresent()) {
            errors.addAtKey(one.get(), "either testbed or testbeds", one.get().text());
        }
        if (several.isPresent()
                && several.get().requireSequence(errors)
                && several.get().items().isEmpty()) {
            errors.add(several.get(), "names at least one testbed; leave it out for all");
        }
        var names = new ArrayList<String>();
        var seen = new HashSet<String>();
        several.map(DocumentNode::items)
                .or(() -> one.map(List::of))
                .orElse(List.of())
                .forEach(node -> name(node).ifPresent(name -> {
                    names.add(name);
                    if (!seen.add(name)) {
                        errors.add(node, "a testbed is named once");
                    }
                }));
        return names;
    }

    private Optional<String> name(DocumentNode node) {
        var name = node.asName(errors);
        if (name.isPresent() && name.get().isBlank()) {
            errors.add(node, "a testbed has a name");
            return Optional.empty();
        }
        return name;
    }

    /** Nodes as they stand in the document; null where it says nothing. */
    private record Said(DocumentNode required, DocumentNode informational, DocumentNode weight) {

        static Said of(String role, DocumentNode at) {
            return switch (role) {
                case "required" -> new Said(at, null, null);
                case "informational" -> new Said(null, at, null);
                default -> new Said(null, null, at);
            };
        }

        Said and(Said other) {
            return over(other);
        }

        Said over(Said other) {
            return new Said(
                    required == null ? other.required : required,
                    informational == null ? other.informational : informational,
                    weight == null ? other.weight : weight);
        }

        List<DocumentNode> nodes() {
            var nodes = new ArrayList<DocumentNode>();
            for (var node : new DocumentNode[] {required, informational, weight}) {
                if (node != null) {
                    nodes.add(node);
                }
            }
            return nodes;
        }
    }
}
