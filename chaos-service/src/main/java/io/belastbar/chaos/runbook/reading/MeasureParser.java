package io.belastbar.chaos.runbook.reading;

import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Measure;
import io.belastbar.chaos.runbook.Step;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads what is measured of an outage. */
final class MeasureParser {
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** What counts as recovered lasts so long at least. */
    private static final Duration STABILITY = Duration.ofSeconds(5);

    private final CallParser calls;
    private final ErrorCollector errors;

    MeasureParser(Vocabulary vocabulary, ErrorCollector errors) {
        this.calls = new CallParser(vocabulary, errors);
        this.errors = errors;
    }

    /** @param steps of the exercise, of which it may name some */
    Optional<Measure> read(Optional<DocumentNode> section, List<Step> steps) {
        return section.filter(node -> node.requireMapping(errors)).flatMap(node -> measure(node, steps));
    }

    private Optional<Measure> measure(DocumentNode node, List<Step> steps) {
        node.rejectUnknown(
                Set.of(
                        "target",
                        "credentials",
                        "every",
                        "patience",
                        "stability",
                        "from",
                        "business-transaction",
                        "old-primary"),
                errors);
        Optional<String> target = calls.target(node, true);
        Optional<String> credentials = node.optionalName("credentials", errors);
        Duration interval = time(node, "every", INTERVAL, Duration.ofMillis(5), Duration.ofSeconds(10));
        Duration patience = time(node, "patience", PATIENCE, Duration.ofMillis(100), Duration.ofMinutes(1));
        if (patience.compareTo(interval) < 0) {
            errors.add(node.optional("patience").orElse(node), "patience must be at least as long as every");
        }
        Duration stability = time(node, "stability", STABILITY, STABILITY, Duration.ofMinutes(10));
        Optional<String> from =
                step(node, "from", steps, Deed.Inject.class::isInstance, "must be a step that injects a fault");
        Optional<String> transaction =
                step(node, "business-transaction", steps, Deed.Check.class::isInstance, "must be a step that checks");
        Optional<Measure.OldPrimary> old = node.optional("old-primary")
                .filter(each -> each.requireMapping(errors))
                .flatMap(this::oldPrimary);
        return target.map(
                name -> new Measure(name, credentials, interval, patience, stability, from, transaction, old));
    }

    private Optional<Measure.OldPrimary> oldPrimary(DocumentNode node) {
        node.rejectUnknown(Set.of("control", "target", "child"), errors);
        Optional<String> target = calls.target(node, "target", false);
        Optional<String> child = node.optionalName("child", errors);
        return calls.target(node, "control", true)
                .flatMap(control -> target.map(name -> new Measure.OldPrimary(control, name, child)));
    }

    private Duration time(DocumentNode node, String field, Duration otherwise, Duration least, Duration most) {
        Optional<Duration> given = Times.optional(node, field, errors);
        given.filter(value -> value.compareTo(least) < 0 || value.compareTo(most) > 0)
                .ifPresent(value -> errors.add(
                        node.required(field, errors),
                        "must be from " + least.toMillis() + "ms to " + most.toSeconds() + "s"));
        return given.orElse(otherwise);
    }

    private Optional<String> step(
            DocumentNode node, String field, List<Step> steps, Predicate<Deed> kind, String rule) {
        return node.optional(field).flatMap(found -> {
            Optional<String> name = found.asName(errors);
            Optional<String> known = name.filter(
                    text -> steps.stream().anyMatch(step -> step.name().equals(text) && kind.test(step.deed())));
            if (name.isPresent() && known.isEmpty()) {
                errors.add(found, rule);
            }
            return known;
        });
    }
}
