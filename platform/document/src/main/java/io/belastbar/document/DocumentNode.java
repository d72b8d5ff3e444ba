package io.belastbar.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One value of a YAML or JSON document and the place where it stands. The reading methods never throw: they add a fault
 * to the collector and answer a neutral value, so that the whole document is read before it is refused.
 *
 * @param pointer JSON pointer (RFC 6901)
 * @param line 1-based
 * @param column 1-based
 * @param key where the name of this field stands; where the value stands if this is not a field
 * @param text the text of a scalar; empty otherwise
 * @param quoted whether the scalar stood in quotes, and so is a string whatever it looks like
 * @param fields the fields of a mapping in document order; empty otherwise
 * @param items the items of a sequence; empty otherwise
 */
public record DocumentNode(
        Kind kind,
        String pointer,
        int line,
        int column,
        Place key,
        String text,
        boolean quoted,
        LinkedHashMap<String, DocumentNode> fields,
        List<DocumentNode> items) {

    /** What stands at a place. ABSENT is answered for a required field that is missing, after the fault was added. */
    public enum Kind {
        MAPPING,
        SEQUENCE,
        SCALAR,
        NULL,
        ABSENT
    }

    /** A place in the text, 1-based. */
    public record Place(int line, int column) {}

    /** Looks up a field; a field that says {@code null} counts as not there. */
    public Optional<DocumentNode> optional(String field) {
        return Optional.ofNullable(fields.get(field)).filter(node -> node.kind != Kind.NULL);
    }

    /** A field that must be there; ABSENT with a fault if it is not. */
    public DocumentNode required(String field, ErrorCollector errors) {
        Optional<DocumentNode> found = optional(field);
        if (found.isPresent()) {
            return found.get();
        }
        DocumentNode position = fields.getOrDefault(field, this);
        DocumentNode absent = absent(DocumentParser.child(pointer, field), position);
        if (kind != Kind.ABSENT) {
            errors.add(absent, kind == Kind.MAPPING ? "is required" : "must be inside a mapping", "nothing");
        }
        return absent;
    }

    /** A required text of one line; "" with a fault if it is missing or none. */
    public String name(String field, ErrorCollector errors) {
        return required(field, errors).asName(errors).orElse("");
    }

    /** An optional text of one line. */
    public Optional<String> optionalName(String field, ErrorCollector errors) {
        return optional(field).flatMap(node -> node.asName(errors));
    }

    /** This scalar's text, which is the name of something: of one line. */
    public Optional<String> asName(ErrorCollector errors) {
        Optional<String> name = asString(errors);
        Optional<String> broken = name.flatMap(ControlCharacters::inName);
        broken.ifPresent(rule -> errors.add(this, rule));
        return broken.isPresent() ? Optional.empty() : name;
    }

    /** A required text; "" with a fault if it is missing or not a scalar. */
    public String string(String field, ErrorCollector errors) {
        return required(field, errors).asString(errors).orElse("");
    }

    /** An optional text. */
    public Optional<String> optionalString(String field, ErrorCollector errors) {
        return optional(field).flatMap(node -> node.asString(errors));
    }

    /** An optional whole number. */
    public Optional<Long> optionalInteger(String field, ErrorCollector errors) {
        return optional(field).flatMap(node -> node.asInteger(errors));
    }

    /** An optional number. */
    public Optional<Double> optionalNumber(String field, ErrorCollector errors) {
        return optional(field).flatMap(node -> node.asNumber(errors));
    }

    /** An optional truth value. */
    public Optional<Boolean> optionalBoolean(String field, ErrorCollector errors) {
        return optional(field).flatMap(node -> node.asBoolean(errors));
    }

    /** This scalar's text. */
    public Optional<String> asString(ErrorCollector errors) {
        return scalar("must be a text", errors);
    }

    /** This scalar as a whole number. */
    public Optional<Long> asInteger(ErrorCollector errors) {
        return scalar("must be a whole number", errors).flatMap(value -> {
            try {
                return Optional.of(Long.valueOf(value));
            } catch (NumberFormatException e) {
                errors.add(this, "must be a whole number");
                return Optional.empty();
            }
        });
    }

    /** This scalar as a finite number. */
    public Optional<Double> asNumber(ErrorCollector errors) {
        return scalar("must be a number", errors).flatMap(value -> {
            Optional<Double> number = DocumentParser.number(value);
            if (number.isEmpty()) {
                errors.add(this, "must be a number");
            }
            return number;
        });
    }

    /** This scalar as a truth value: true or false. */
    public Optional<Boolean> asBoolean(ErrorCollector errors) {
        return scalar("must be true or false", errors).flatMap(value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> {
                errors.add(this, "must be true or false");
                yield Optional.empty();
            }
        });
    }

    /** Adds a fault if this is not a mapping, and says whether it is one. */
    public boolean requireMapping(ErrorCollector errors) {
        return require(Kind.MAPPING, "must be a mapping of names to values", errors);
    }

    /** Adds a fault if this is not a sequence, and says whether it is one. */
    public boolean requireSequence(ErrorCollector errors) {
        return require(Kind.SEQUENCE, "must be a list", errors);
    }

    /** Adds a fault for each field whose name is not known, naming the names that are. */
    public void rejectUnknown(Set<String> known, ErrorCollector errors) {
        fields.forEach((name, node) -> {
            if (!known.contains(name)) {
                String rule = "unknown key; known here: "
                        + String.join(", ", known.stream().sorted().toList());
                errors.addAt(node.pointer, node.key, rule, name);
            }
        });
    }

    String describe() {
        return switch (kind) {
            case SCALAR -> text;
            case NULL -> "null";
            case ABSENT -> "nothing";
            case MAPPING -> "a mapping";
            case SEQUENCE -> "a list";
        };
    }

    private Optional<String> scalar(String rule, ErrorCollector errors) {
        return require(Kind.SCALAR, rule, errors) ? Optional.of(text) : Optional.empty();
    }

    private boolean require(Kind wanted, String rule, ErrorCollector errors) {
        if (kind != wanted && kind != Kind.ABSENT) {
            errors.add(this, rule);
        }
        return kind == wanted;
    }

    private static DocumentNode absent(String pointer, DocumentNode position) {
        return new DocumentNode(
                Kind.ABSENT,
                pointer,
                position.line,
                position.column,
                position.key,
                "",
                false,
                new LinkedHashMap<>(),
                List.of());
    }
}
