package io.belastbar.chaos.alert;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what both forms of an alert have. What is not known is passed over: senders grow new fields. */
final class AlertFields {

    static final int ALERTS_MAX = 1_000;
    private static final int LABELS_MAX = 64;
    private static final int TEXT_MAX = 4_096;

    /** Go's zero time, which stands for none. */
    private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final ErrorCollector errors;

    AlertFields(ErrorCollector errors) {
        this.errors = errors;
    }

    /** At least one and at most 1,000. */
    List<DocumentNode> alerts(DocumentNode list) {
        if (!list.requireSequence(errors)) {
            return List.of();
        }
        if (list.items().size() > ALERTS_MAX) {
            errors.add(
                    list,
                    "must have at most " + ALERTS_MAX + " alerts",
                    list.items().size() + " alerts");
            return List.of();
        }
        return list.items().stream().filter(item -> item.requireMapping(errors)).toList();
    }

    /** Labels must be there; annotations may be left out. */
    Map<String, String> texts(DocumentNode alert, String field, boolean needed) {
        Map<String, String> texts = new LinkedHashMap<>();
        Optional<DocumentNode> found = needed ? Optional.of(alert.required(field, errors)) : alert.optional(field);
        if (found.isEmpty() || !found.get().requireMapping(errors)) {
            return texts;
        }
        DocumentNode at = found.get();
        if (at.fields().size() > LABELS_MAX || (needed && at.fields().isEmpty())) {
            errors.add(
                    at,
                    "must have between 1 and " + LABELS_MAX + " entries",
                    at.fields().size() + " entries");
        }
        at.fields().forEach((name, value) -> value.asString(errors).ifPresent(text -> {
            if (text.length() > TEXT_MAX || name.length() > TEXT_MAX) {
                errors.add(value, "must be at most " + TEXT_MAX + " characters");
            }
            if (text.indexOf('\0') >= 0 || name.indexOf('\0') >= 0) {
                errors.add(value, "must not contain U+0000");
            }
            texts.put(name, text);
        }));
        // An empty value is the same as none, there as here.
        texts.values().removeIf(String::isEmpty);
        return texts;
    }

    Optional<Instant> time(DocumentNode alert, String field) {
        return alert.optional(field).flatMap(this::time);
    }

    private Optional<Instant> time(DocumentNode at) {
        Optional<String> text = at.asName(errors).filter(value -> !value.isEmpty());
        try {
            Optional<Instant> time =
                    text.map(value -> OffsetDateTime.parse(value).toInstant()).filter(found -> !found.equals(NEVER));
            if (time.filter(found -> found.isBefore(Instant.EPOCH) || found.isAfter(LATEST))
                    .isPresent()) {
                errors.add(at, "must be a time of the years 1970 to 9999");
                return Optional.empty();
            }
            return time;
        } catch (DateTimeException none) {
            errors.add(at, "must be a time of RFC 3339 such as 2026-11-27T10:00:00Z");
            return Optional.empty();
        }
    }
}
