package io.belastbar.chaos.fault.action;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The fields of one fault in a document. A length of time is given with its unit ({@code latency: 30s}) or as a number
 * whose name has the unit ({@code latencyMs: 30000}). What is read is known; {@link #end()} refuses the rest.
 */
final class ActionFields {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|passwd|secret|token|api-?_?key|authorization|private-?_?key).*");
    private static final String NAME_RULE =
            "must be a name of at most 63 letters, digits, dots, hyphens and underscores";
    private static final String NO_ADDRESS = "must be the name of a registered target, never an address";

    private final DocumentNode node;
    private final ErrorCollector errors;
    private final boolean stored;
    private final Set<String> known = new TreeSet<>(Set.of("type", "target", "duration", "durationSeconds"));

    /** @param stored whether it is what was stored, with what was settled before: then nobody need be protected from it */
    ActionFields(DocumentNode node, ErrorCollector errors, boolean stored) {
        this.node = node;
        this.errors = errors;
        this.stored = stored;
    }

    DocumentNode node() {
        return node;
    }

    ErrorCollector errors() {
        return errors;
    }

    boolean isStored() {
        return stored;
    }

    void know(String... names) {
        known.addAll(Set.of(names));
    }

    /** Knows what a kind knows, without a fault of what it finds wrong. */
    void knowAs(Function<ActionFields, FaultAction> kind) {
        ActionFields tried = new ActionFields(node, new ErrorCollector(), stored);
        kind.apply(tried);
        known.addAll(tried.known);
    }

    String target() {
        return nameOf(node.required("target", errors), NO_ADDRESS).orElse("");
    }

    /** The name of something in the target: a proxy, a child, a credential. */
    String name(String field) {
        know(field);
        return nameOf(node.required(field, errors), NAME_RULE).orElse("");
    }

    Optional<String> optionalName(String field) {
        know(field);
        return node.optional(field).flatMap(found -> nameOf(found, NAME_RULE));
    }

    Optional<String> nameOf(DocumentNode found, String rule) {
        Optional<String> name = found.asName(errors);
        if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
            // An address may hold a password.
            errors.add(found, rule, name.get().matches(".*[:@/].*") ? "an address" : name.get());
            return Optional.empty();
        }
        return name;
    }

    /** A share of calls or connections in per cent, as Gremlin's; 100 if it is not given. */
    double percentage() {
        know("percentage");
        Optional<DocumentNode> found = node.optional("percentage");
        Optional<Double> share = found.flatMap(each -> each.asNumber(errors));
        if (share.isPresent() && !(share.get() > 0 && share.get() <= 100)) {
            errors.add(found.get(), "must be above 0 and at most 100");
            return 100;
        }
        return share.orElse(100.0);
    }

    int integer(String field, int least, int most) {
        know(field);
        DocumentNode found = node.required(field, errors);
        return within(found, found.asInteger(errors), least, most)
                .orElse((long) least)
                .intValue();
    }

    Optional<Integer> optionalInteger(String field, int least, int most) {
        know(field);
        return node.optional(field)
                .flatMap(found -> within(found, found.asInteger(errors), least, most))
                .map(Long::intValue);
    }

    Optional<Long> optionalLong(String field) {
        know(field);
        return node.optionalInteger(field, errors);
    }

    /** One of a few words. */
    Optional<String> word(DocumentNode found, Set<String> words) {
        return found.asName(errors).filter(text -> {
            if (!words.contains(text)) {
                errors.add(found, "must be one of " + String.join(", ", new TreeSet<>(words)));
            }
            return words.contains(text);
        });
    }

    int millis(String field, int least, int most) {
        know(field, field + "Ms");
        Optional<DocumentNode> given = time(field, "Ms");
        if (given.isEmpty()) {
            node.required(field + "Ms", errors);
        }
        return given.flatMap(found -> span(found, field, Duration.ofMillis(1), least, most))
                .orElse(least);
    }

    Optional<Integer> optionalMillis(String field, int least, int most) {
        know(field, field + "Ms");
        return time(field, "Ms").flatMap(found -> span(found, field, Duration.ofMillis(1), least, most));
    }

    Optional<Integer> seconds(String field, int least, int most) {
        know(field, field + "Seconds");
        Optional<DocumentNode> given = time(field, "Seconds");
        if (given.isEmpty()) {
            node.required(field + "Seconds", errors);
        }
        return given.flatMap(found -> span(found, field, Duration.ofSeconds(1), least, most));
    }

    private Optional<DocumentNode> time(String field, String unit) {
        Optional<DocumentNode> withUnit = node.optional(field);
        Optional<DocumentNode> bare = node.optional(field + unit);
        if (withUnit.isPresent() && bare.isPresent()) {
            errors.add(bare.get(), "must not be given beside " + field);
        }
        return withUnit.or(() -> bare);
    }

    private Optional<Integer> span(DocumentNode found, String field, Duration unit, int least, int most) {
        boolean withUnit = found.pointer().endsWith("/" + field);
        Optional<Long> value = withUnit ? parsed(found).map(span -> span.dividedBy(unit)) : found.asInteger(errors);
        String rule = "must be between %s and %s".formatted(text(unit, least, withUnit), text(unit, most, withUnit));
        return within(found, value, least, most, rule).map(Long::intValue);
    }

    private static String text(Duration unit, int count, boolean withUnit) {
        return withUnit ? count + (unit.toMillis() == 1 ? "ms" : "s") : Integer.toString(count);
    }

    private Optional<Duration> parsed(DocumentNode found) {
        return found.asName(errors).flatMap(text -> {
            try {
                return Optional.of(TimeSpan.parse(text).toDuration());
            } catch (InvalidQuantity none) {
                errors.add(found, none.rule());
                return Optional.empty();
            }
        });
    }

    private Optional<Long> within(DocumentNode found, Optional<Long> value, int least, int most) {
        return within(found, value, least, most, "must be between " + least + " and " + most);
    }

    private Optional<Long> within(DocumentNode found, Optional<Long> value, int least, int most, String rule) {
        return value.filter(number -> {
            boolean inside = number >= least && number <= most;
            if (!inside) {
                errors.add(found, rule);
            }
            return inside;
        });
    }

    /** Refuses every field that nobody asked for; of a secret not even its value is told. */
    void end() {
        rejectSecrets(node);
        node.rejectUnknown(known, errors);
    }

    private void rejectSecrets(DocumentNode at) {
        at.fields().forEach((name, field) -> {
            if (SECRET.matcher(name).matches()) {
                errors.addAtKey(field, "must not hold a secret: name a registered credential", name);
            }
            rejectSecrets(field);
        });
        at.items().forEach(this::rejectSecrets);
    }

    static void put(Map<String, Object> parameters, double percentage) {
        if (percentage < 100) {
            parameters.put("percentage", percentage);
        }
    }
}
