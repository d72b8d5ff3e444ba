package io.belastbar.chaos.fault.field;

import io.belastbar.chaos.secret.SecretNames;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
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
public final class ActionFields {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final String NAME_RULE =
            "must be a name of at most 63 letters, digits, dots, hyphens and underscores";
    private static final String NO_ADDRESS = "must be the name of a registered target, never an address";

    private final DocumentNode node;
    private final ErrorCollector errors;
    private final boolean stored;
    private final Set<String> known = new TreeSet<>(Set.of("type", "target", "duration", "durationSeconds"));

    /** @param stored whether it is what was stored, with what was settled before: then nobody need be protected from it */
    public ActionFields(DocumentNode node, ErrorCollector errors, boolean stored) {
        this.node = node;
        this.errors = errors;
        this.stored = stored;
    }

    public boolean isStored() {
        return stored;
    }

    public void know(String... names) {
        known.addAll(Set.of(names));
    }

    /** Knows what a kind knows, without a fault of what it finds wrong. */
    public void knowAs(Function<ActionFields, ?> kind) {
        ActionFields tried = new ActionFields(node, new ErrorCollector(), stored);
        kind.apply(tried);
        known.addAll(tried.known);
    }

    public String target() {
        return nameOf(node.required("target", errors), NO_ADDRESS).orElse("");
    }

    /** The name of something in the target: a proxy, a child, a credential. */
    public String name(String field) {
        know(field);
        return nameOf(node.required(field, errors), NAME_RULE).orElse("");
    }

    public Optional<String> optionalName(String field) {
        know(field);
        return node.optional(field).flatMap(found -> nameOf(found, NAME_RULE));
    }

    private Optional<String> nameOf(DocumentNode found, String rule) {
        Optional<String> name = found.asName(errors);
        if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
            // An address may hold a password.
            errors.add(found, rule, name.get().matches(".*[:@/].*") ? "an address" : name.get());
            return Optional.empty();
        }
        return name;
    }

    /** A share of calls or connections in per cent, as Gremlin's; 100 if it is not given. */
    public double percentage() {
        know("percentage");
        Optional<DocumentNode> found = node.optional("percentage");
        Optional<Double> share = found.flatMap(each -> each.asNumber(errors));
        if (share.isPresent() && !(share.get() > 0 && share.get() <= 100)) {
            errors.add(found.get(), "must be above 0 and at most 100");
            return 100;
        }
        return share.orElse(100.0);
    }

    public int integer(String field, int least, int most) {
        know(field);
        DocumentNode found = node.required(field, errors);
        return within(found, found.asInteger(errors), least, most)
                .orElse((long) least)
                .intValue();
    }

    public Optional<Integer> optionalInteger(String field, int least, int most) {
        know(field);
        return node.optional(field)
                .flatMap(found -> within(found, found.asInteger(errors), least, most))
                .map(Long::intValue);
    }

    public Optional<Long> optionalLong(String field) {
        know(field);
        return node.optionalInteger(field, errors);
    }

    public boolean has(String field) {
        return node.optional(field).isPresent();
    }

    /** Several names, none of them twice. */
    public List<String> names(String field, int least, int most) {
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

    public UUID uuid(String field) {
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

    public <T> Optional<T> oneOf(String field, Set<T> values, Function<T, String> word) {
        node.required(field, errors);
        return optionalOneOf(field, values, word);
    }

    /** One of a few words. */
    public <T> Optional<T> optionalOneOf(String field, Set<T> values, Function<T, String> word) {
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
    public void requireOneOf(List<String> fields) {
        List<String> given = fields.stream().filter(this::has).toList();
        if (given.size() != 1) {
            errors.add(
                    node,
                    "must have exactly one of " + String.join(", ", fields),
                    given.isEmpty() ? "none" : String.join(", ", given));
        }
    }

    /** Of a length of time, with its unit or in its name: one must be given; both is told elsewhere. */
    public void requireEither(String field, String withUnit) {
        if (!has(withUnit)) {
            node.required(field, errors);
        }
    }

    /** A length of time in milliseconds, which must be given. */
    public int millis(String field, int least, int most) {
        TimeField time = millisOf(field);
        time.require();
        return time.value(least, most).orElse(least);
    }

    public Optional<Integer> optionalMillis(String field, int least, int most) {
        return millisOf(field).value(least, most);
    }

    /** A length of time in seconds, which must be given. */
    public Optional<Integer> seconds(String field, int least, int most) {
        know(field, field + "Seconds");
        TimeField time = new TimeField(node, errors, field, TimeField.Unit.SECONDS);
        time.require();
        return time.value(least, most);
    }

    private TimeField millisOf(String field) {
        know(field, field + "Ms");
        return new TimeField(node, errors, field, TimeField.Unit.MILLISECONDS);
    }

    private Optional<Long> within(DocumentNode found, Optional<Long> value, int least, int most) {
        return value.filter(number -> {
            boolean inside = number >= least && number <= most;
            if (!inside) {
                errors.add(found, "must be between " + least + " and " + most);
            }
            return inside;
        });
    }

    /** Refuses every field that nobody asked for; of a secret not even its value is told. */
    public void end() {
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

    public static void put(Map<String, Object> parameters, double percentage) {
        if (percentage < 100) {
            parameters.put("percentage", percentage);
        }
    }
}
