package io.belastbar.chaos.expectation;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Quantity;
import io.belastbar.quantity.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads the fields of one expectation, or of a mapping in it. Nothing throws: faults go to the collector, and a neutral
 * value comes back, so that the whole document is read before it is refused.
 */
public final class ExpectationFields {

    /** Longer than any exercise. */
    private static final TimeSpan LONGEST = TimeSpan.parse("24h");

    private static final String TYPE = "type";
    private final DocumentNode node;
    private final ErrorCollector errors;
    private final int errorsBefore;

    public ExpectationFields(DocumentNode node, ErrorCollector errors) {
        this.node = node;
        this.errors = errors;
        this.errorsBefore = errors.errors().size();
    }

    /** Refuses every field but these and those that the caller reads itself. */
    public ExpectationFields only(Set<String> alsoKnown, String... known) {
        Set<String> all = new LinkedHashSet<>(alsoKnown);
        all.add(TYPE);
        all.addAll(List.of(known));
        node.rejectUnknown(all, errors);
        return this;
    }

    /** What was read, unless a fault was found on the way. */
    public <E> Optional<E> ifSound(Supplier<E> made) {
        return sound() ? Optional.of(made.get()) : Optional.empty();
    }

    public boolean sound() {
        return errors.errors().size() == errorsBefore;
    }

    public String name(String field) {
        String name = node.name(field, errors);
        if (name.isBlank() && node.fields().containsKey(field)) {
            errors.add(node.required(field, errors), "must not be empty");
        }
        return name;
    }

    public Optional<String> optionalName(String field) {
        return node.optionalName(field, errors);
    }

    /** A path below a target's address: with a slash in front, and never out of it. */
    public String path(String field) {
        return path(node.required(field, errors));
    }

    public Optional<String> optionalPath(String field) {
        return node.optional(field).map(this::path);
    }

    private String path(DocumentNode at) {
        String path = at.asName(errors).orElse("");
        if (at.kind() == DocumentNode.Kind.SCALAR && !Paths.stayBelow(path)) {
            errors.add(
                    at,
                    "must be a path such as /api/v1/employees: it begins with one /, has no segment .. and is encoded");
        }
        return path;
    }

    /** One of the constants, as documents write them: {@code HALF_OPEN} or {@code half-open}. */
    public <T extends Enum<T>> Optional<T> oneOf(String field, Class<T> type) {
        DocumentNode at = node.required(field, errors);
        Optional<String> text = at.asName(errors);
        Optional<T> found = text.flatMap(name -> Stream.of(type.getEnumConstants())
                .filter(value ->
                        value.name().equals(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .findFirst());
        if (text.isPresent() && found.isEmpty()) {
            errors.add(at, "must be one of " + names(type));
        }
        return found;
    }

    private static <T extends Enum<T>> String names(Class<T> type) {
        return String.join(
                ", ", Stream.of(type.getEnumConstants()).map(Enum::name).toList());
    }

    /** A duration with its unit, above zero and at most a day; zero with a fault. */
    public Duration duration(String field) {
        return duration(node.required(field, errors));
    }

    public Optional<Duration> optionalDuration(String field) {
        return node.optional(field).map(this::duration);
    }

    private Duration duration(DocumentNode at) {
        Optional<TimeSpan> span = quantity(at, TimeSpan::parse);
        if (span.isPresent() && (span.get().nanos() == 0 || span.get().compareTo(LONGEST) > 0)) {
            errors.add(at, "must be above zero and at most 24h");
        }
        return span.map(TimeSpan::toDuration).orElse(Duration.ZERO);
    }

    /** A quantity with its unit. */
    public <Q extends Quantity> Optional<Q> quantity(String field, Function<String, Q> unit) {
        return node.optional(field).flatMap(at -> quantity(at, unit));
    }

    private <Q extends Quantity> Optional<Q> quantity(DocumentNode at, Function<String, Q> unit) {
        return at.asString(errors).flatMap(text -> {
            try {
                return Optional.of(unit.apply(text));
            } catch (InvalidQuantity rule) {
                errors.add(at, rule.getMessage());
                return Optional.empty();
            }
        });
    }

    /** {@code at-least} and {@code at-most}, one of them at least, and not upside down; empty with a fault. */
    public <Q extends Quantity> Optional<Band<Q>> band(Function<String, Q> unit) {
        Optional<Q> least = quantity("at-least", unit);
        Optional<Q> most = quantity("at-most", unit);
        boolean named = Stream.of("at-least", "at-most")
                .anyMatch(end -> node.optional(end).isPresent());
        if (!named) {
            errors.add(node, "must have at-least, at-most or both", "neither");
        }
        if (least.isPresent()
                && most.isPresent()
                && least.get().magnitude() > most.get().magnitude()) {
            errors.add(
                    node.required("at-most", errors),
                    "must not be below at-least, which is " + least.get().text() + ": the band is upside down");
            return Optional.empty();
        }
        return least.isEmpty() && most.isEmpty() ? Optional.empty() : Optional.of(new Band<>(least, most));
    }

    /** A whole number between two; the least with a fault. */
    public int between(String field, int least, int most, int absent) {
        return node.optional(field)
                .map(at -> {
                    Optional<Long> value = at.asInteger(errors);
                    if (value.isPresent() && (value.get() < least || value.get() > most)) {
                        errors.add(at, "must be between " + least + " and " + most);
                        return least;
                    }
                    return value.map(Long::intValue).orElse(least);
                })
                .orElse(absent);
    }

    public boolean flag(String field, boolean absent) {
        return node.optionalBoolean(field, errors).orElse(absent);
    }

    /** A text that may have several lines, such as a query. */
    public String text(String field) {
        return node.string(field, errors);
    }

    /** A mapping of names to texts with at least one entry; empty with a fault. */
    public Map<String, String> texts(String field) {
        DocumentNode at = node.required(field, errors);
        Map<String, String> texts = new LinkedHashMap<>();
        if (at.requireMapping(errors)) {
            if (at.fields().isEmpty()) {
                errors.add(at, "must have at least one entry");
            }
            at.fields().forEach((name, value) -> value.asName(errors).ifPresent(text -> texts.put(name, text)));
        }
        return texts;
    }

    public Optional<DocumentNode> optional(String field) {
        return node.optional(field);
    }

    /** A list with at least so many entries; empty with a fault. */
    public List<DocumentNode> list(String field, int least) {
        DocumentNode at = node.required(field, errors);
        if (!at.requireSequence(errors)) {
            return List.of();
        }
        if (at.items().size() < least) {
            errors.add(at, "must have at least " + least + (least == 1 ? " entry" : " entries"));
        }
        return at.items();
    }

    /** The fields of a mapping in it; empty if it is not there, or none (with a fault). */
    public Optional<ExpectationFields> mapping(String field) {
        return node.optional(field).flatMap(this::mapping);
    }

    /** The same of an entry of a list. */
    public Optional<ExpectationFields> mapping(DocumentNode at) {
        return at.requireMapping(errors) ? Optional.of(in(at)) : Optional.empty();
    }

    /** The fields of another mapping, into the same collector. */
    public ExpectationFields in(DocumentNode other) {
        return new ExpectationFields(other, errors);
    }

    public void fault(DocumentNode at, String rule) {
        errors.add(at, rule);
    }

    /** The same where what was received must not be shown. */
    public void fault(DocumentNode at, String rule, String received) {
        errors.add(at, rule, received);
    }

    /** Adds a fault at a field, or at the whole where it is missing. */
    public void fault(String field, String rule) {
        errors.add(node.optional(field).orElse(node), rule);
    }

    /** The names of a list, in their order; a single name is a list of one. */
    public List<String> names(String field) {
        DocumentNode at = node.required(field, errors);
        if (at.kind() == DocumentNode.Kind.SCALAR) {
            return at.asName(errors).stream().toList();
        }
        List<String> names = new ArrayList<>();
        if (at.requireSequence(errors)) {
            at.items().forEach(item -> item.asName(errors).ifPresent(names::add));
        }
        return List.copyOf(names);
    }
}
