package io.belastbar.chaos.fault.action;

import io.belastbar.chaos.secret.SecretNames;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The fields of one fault in a document. A length of time is given with its unit ({@code latency: 30s}) or as a number
 * whose name has the unit ({@code latencyMs: 30000}). What is read is known; {@link #end()} refuses the rest.
 */
final class ActionFields {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
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

    boolean has(String field) {
        return node.optional(field).isPresent();
    }

    /** Several names, none of them twice. */
    List<String> names(String field, int least, int most) {
        know(field);
        DocumentNode list = node.required(field, errors);
        if (list.kind() == DocumentNode.Kind.ABSENT || !list.requireSequence(errors)) {
            return List.of();
        }
        List<String> names = list.items().stream()
                .flatMap(item -> nameOf(item, NAME_RULE).stream())
                .distinct()
                .toList();
        int count = list.items().size();
        if (count < least || count > most) {
            errors.add(list, "must have %d to %d names".formatted(least, most), count + " names");
        } else if (names.size() < count && errors.isEmpty()) {
            errors.add(list, "must not name anything twice");
        }
        return names;
    }

    UUID uuid(String field) {
        know(field);
        DocumentNode found = node.required(field, errors);
        return found.asName(errors)
                .flatMap(text -> {
                    try {
                        return Optional.of(UUID.fromString(text));
                    } catch (IllegalArgumentException none) {
                        errors.add(found, "must be an id, as 6f1c1d0e-0000-4000-8000-000000000000");
                        return Optional.empty();
                    }
                })
                .orElse(new UUID(0, 0));
    }

    <T> Optional<T> oneOf(String field, Set<T> values, Function<T, String> word) {
        node.required(field, errors);
        return optionalOneOf(field, values, word);
    }

    /** One of a few words. */
    <T> Optional<T> optionalOneOf(String field, Set<T> values, Function<T, String> word) {
        know(field);
        Optional<DocumentNode> found = node.optional(field);
        Optional<String> text = found.flatMap(each -> each.asName(errors));
        Optional<T> value = text.flatMap(each ->
                values.stream().filter(one -> word.apply(one).equals(each)).findFirst());
        if (text.isPresent() && value.isEmpty()) {
            String words = values.stream().map(word).sorted().collect(Collectors.joining(", "));
            errors.add(found.get(), "must be one of " + words);
        }
        return value;
    }

    /** Exactly one of them must be given. */
    void requireOneOf(List<String> fields) {
        List<String> given = fields.stream().filter(this::has).toList();
        if (given.size() != 1) {
            errors.add(
                    node,
                    "must have exactly one of " + String.join(", ", fields),
                    given.isEmpty() ? "none" : String.join(", ", given));
        }
    }

    /** Of a length of time, with its unit or in its name: one must be given; both is told elsewhere. */
    void requireEither(String field, String withUnit) {
        if (!has(withUnit)) {
            node.required(field, errors);
        }
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
            if (SecretNames.contain(name)) {
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
