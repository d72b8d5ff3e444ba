package io.belastbar.profiling.finding.raising;

import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Severity;
import io.belastbar.contracts.SystemId;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A finding as somebody outside raises it: {@code {"system":"shop","fingerprint":"scan:shop:tls","severity":"HIGH", …}}. */
final class FindingOrder {
    /** Longest name: of the fingerprint, which is a key, and of what stands on one line. */
    static final int NAME_LENGTH_MAX = 500;

    /** Longest free text. */
    static final int TEXT_LENGTH_MAX = 10_000;

    private static final int ENTRIES_MAX = 50;
    private static final Set<String> FIELDS = Set.of(
            "system",
            "fingerprint",
            "severity",
            "category",
            "regulatoryReference",
            "component",
            "title",
            "description",
            "recommendedMeasures",
            "responsible",
            "evidence",
            "raisedAt");

    private final DocumentNode root;
    private final ErrorCollector errors = new ErrorCollector();

    private FindingOrder(DocumentNode root) {
        this.root = root;
    }

    /**
     * Reads one.
     *
     * @param source who raises it
     * @throws io.belastbar.document.InvalidInput with every error that it has
     */
    static FindingRaised parse(String body, String source, Instant now) {
        return new FindingOrder(DocumentParser.parse(body == null ? "" : body)).read(source, now);
    }

    private FindingRaised read(String source, Instant now) {
        if (!root.requireMapping(errors)) {
            errors.throwIfAny("not a finding");
        }
        root.rejectUnknown(FIELDS, errors);
        String system = name("system");
        root.optional("system")
                .filter(node -> !SystemId.isValid(system))
                .ifPresent(node -> errors.add(node, SystemId.RULE));
        var finding = FindingRaised.of(name("fingerprint"), system, source)
                .raised(raisedAt(now), severity())
                .component(name("component"))
                .title(name("title"))
                .recommendedMeasures(measures())
                .evidence(evidence())
                .regulatoryReference(optionalName("regulatoryReference").orElse(null));
        optionalName("responsible").ifPresent(finding::responsible);
        optionalName("category").ifPresent(finding::category);
        root.optional("description").ifPresent(node -> finding.description(text(node)));
        errors.throwIfAny("the finding has errors");
        return finding.build();
    }

    private String name(String field) {
        DocumentNode node = root.required(field, errors);
        Optional<String> name = node.asName(errors);
        name.ifPresent(text -> check(node, text, NAME_LENGTH_MAX));
        return name.orElse("");
    }

    private Optional<String> optionalName(String field) {
        return root.optional(field).map(node -> name(field));
    }

    private String text(DocumentNode node) {
        String text = node.asString(errors).orElse("");
        check(node, text.isEmpty() ? "-" : text, TEXT_LENGTH_MAX);
        return text;
    }

    private void check(DocumentNode node, String text, int max) {
        if (text.isBlank() || text.length() > max) {
            errors.add(node, "must have 1 to " + max + " characters");
        }
    }

    private Severity severity() {
        DocumentNode node = root.required("severity", errors);
        Optional<String> text = node.asName(errors);
        Optional<Severity> severity = text.flatMap(wanted -> Arrays.stream(Severity.values())
                .filter(each -> each.name().equals(wanted))
                .findFirst());
        if (text.isPresent() && severity.isEmpty()) {
            errors.add(node, "must be one of " + Arrays.toString(Severity.values()));
        }
        return severity.orElse(Severity.LOW);
    }

    /** Not to come: a resolved finding is opened again by what is seen after it. */
    private Instant raisedAt(Instant now) {
        Optional<DocumentNode> node = root.optional("raisedAt");
        Optional<String> text = node.flatMap(found -> found.asName(errors));
        if (text.isEmpty()) {
            return now;
        }
        try {
            Instant at = OffsetDateTime.parse(text.get()).toInstant();
            if (at.isAfter(now)) {
                errors.add(node.get(), "must not be to come");
            } else if (at.isBefore(Instant.EPOCH)) {
                errors.add(node.get(), "must be of the year 1970 or later");
            }
            return at;
        } catch (DateTimeException e) {
            errors.add(node.get(), "must be a time with its zone, such as 2026-11-21T06:10:00Z");
            return now;
        }
    }

    private List<String> measures() {
        Optional<DocumentNode> node = root.optional("recommendedMeasures");
        if (node.isEmpty() || !node.get().requireSequence(errors)) {
            return List.of();
        }
        limit(node.get(), node.get().items().size());
        return node.get().items().stream().map(this::text).toList();
    }

    private Map<String, String> evidence() {
        Map<String, String> evidence = new LinkedHashMap<>();
        Optional<DocumentNode> node = root.optional("evidence");
        if (node.isPresent() && node.get().requireMapping(errors)) {
            limit(node.get(), node.get().fields().size());
            node.get().fields().forEach((key, value) -> evidence.put(key, text(value)));
        }
        return evidence;
    }

    private void limit(DocumentNode node, int entries) {
        if (entries > ENTRIES_MAX) {
            errors.add(node, "must have at most " + ENTRIES_MAX + " entries", entries + " entries");
        }
    }
}
