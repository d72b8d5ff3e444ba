package io.belastbar.budget.escalation.rules;

import io.belastbar.contracts.Severity;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads times, durations, severities and lists of texts; adds a fault and answers nothing for what is none. */
record ScalarReader(ErrorCollector errors) {

    List<String> texts(DocumentNode node) {
        return node.requireSequence(errors)
                ? node.items().stream()
                        .flatMap(item -> item.asString(errors).stream())
                        .toList()
                : List.of();
    }

    Set<Severity> severities(DocumentNode node) {
        var items = node.kind() == DocumentNode.Kind.SEQUENCE ? node.items() : List.of(node);
        return items.stream().flatMap(item -> severity(item).stream()).collect(Collectors.toSet());
    }

    Optional<Severity> severity(DocumentNode node) {
        var found = Arrays.stream(Severity.values())
                .filter(severity -> severity.name().equals(node.text()))
                .findFirst();
        if (found.isEmpty()) {
            errors.add(node, "is one of " + Arrays.toString(Severity.values()));
        }
        return found;
    }

    Optional<LocalTime> time(DocumentNode node) {
        try {
            return Optional.of(LocalTime.parse(node.text()));
        } catch (DateTimeException notOne) {
            errors.add(node, "is a time of day, as in \"09:00\"");
            return Optional.empty();
        }
    }

    Optional<ZoneId> zone(DocumentNode node) {
        try {
            return Optional.of(ZoneId.of(node.text()));
        } catch (DateTimeException notOne) {
            errors.add(node, "is a time zone, as in Europe/Berlin");
            return Optional.empty();
        }
    }

    Optional<Duration> duration(DocumentNode node, String field) {
        return node.optional(field).flatMap(found -> span(found, found.text()));
    }

    Optional<Duration> span(DocumentNode node, String text) {
        try {
            return Optional.of(TimeSpan.parse(text).toDuration());
        } catch (InvalidQuantity invalid) {
            errors.add(node, invalid.rule());
            return Optional.empty();
        }
    }
}
