package io.belastbar.chaos.chaostoolkit.reading;

import io.belastbar.chaos.runbook.Purpose;
import io.belastbar.chaos.runbook.Purpose.Criticality;
import io.belastbar.chaos.runbook.reading.Times;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Why an experiment is done. Chaos Toolkit knows title and description; what game days need besides may stand in its place
 * for what others add: <code>extensions: [{name: belastbar, critical-function: Quotes, criticality: critical, …}]</code>.
 */
final class ExperimentPurpose {
    static final String EXTENSION = "belastbar";
    private static final Set<String> FIELDS = Set.of(
            "name",
            "critical-function",
            "criticality",
            "legal-basis",
            "frequency",
            "rto",
            "rpo",
            "within",
            "regained-within",
            "not-expressed");

    private final ErrorCollector errors;
    private final Optional<DocumentNode> ours;

    ExperimentPurpose(DocumentNode root, ErrorCollector errors) {
        this.errors = errors;
        this.ours = root.optional("extensions").stream()
                .filter(list -> list.requireSequence(errors))
                .flatMap(list -> list.items().stream())
                .filter(item -> item.optional("name")
                        .filter(name -> name.text().equals(EXTENSION))
                        .isPresent())
                .findFirst();
        ours.ifPresent(node -> node.rejectUnknown(FIELDS, errors));
    }

    Purpose read(String title, String description) {
        return new Purpose(
                title,
                description,
                "",
                ours.flatMap(node -> node.optionalName("critical-function", errors))
                        .orElse(title),
                criticality(),
                ours.flatMap(node -> node.optional("legal-basis"))
                        .filter(list -> list.requireSequence(errors))
                        .map(list -> list.items().stream()
                                .flatMap(item -> item.asString(errors).stream())
                                .toList())
                        .orElse(List.of()),
                ours.map(node -> Times.every(node, "frequency", errors)).orElse(Period.ZERO),
                time("rto"),
                time("rpo"));
    }

    Optional<Duration> time(String field) {
        return ours.flatMap(node -> Times.optional(node, field, errors));
    }

    private Criticality criticality() {
        return ours.flatMap(node -> node.optional("criticality"))
                .flatMap(node -> {
                    try {
                        return Optional.of(Criticality.valueOf(node.text().toUpperCase(Locale.ROOT)));
                    } catch (IllegalArgumentException none) {
                        errors.add(node, "must be critical, important or supporting");
                        return Optional.empty();
                    }
                })
                .orElse(Criticality.SUPPORTING);
    }
}
