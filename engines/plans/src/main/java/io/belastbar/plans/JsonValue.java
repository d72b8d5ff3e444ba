package io.belastbar.plans;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One value of a plan's JSON and where it stands. Its pointer is made when somebody asks: a plan is deep, and has many
 * values.
 */
final class JsonValue {
    enum Kind {
        OBJECT,
        LIST,
        SCALAR,
        NULL
    }

    private final JsonValue parent;
    private final String name;
    private final int line;
    private final int column;
    private Kind kind = Kind.NULL;
    private String text = "";
    private boolean quoted;
    private Map<String, JsonValue> fields = Map.of();
    private List<JsonValue> items = List.of();

    /** @param name of the field, or number of the item, in the parent; both null at the top */
    JsonValue(JsonValue parent, String name, int line, int column) {
        this.parent = parent;
        this.name = name;
        this.line = line;
        this.column = column;
    }

    JsonValue ofObject(Map<String, JsonValue> fields) {
        this.kind = Kind.OBJECT;
        this.fields = fields;
        return this;
    }

    JsonValue ofList(List<JsonValue> items) {
        this.kind = Kind.LIST;
        this.items = items;
        return this;
    }

    JsonValue ofScalar(String text, boolean quoted) {
        this.kind = Kind.SCALAR;
        this.text = text;
        this.quoted = quoted;
        return this;
    }

    Kind kind() {
        return kind;
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    /** Of a scalar, without quotes. */
    String text() {
        return text;
    }

    boolean quoted() {
        return quoted;
    }

    Map<String, JsonValue> fields() {
        return fields;
    }

    List<JsonValue> items() {
        return items;
    }

    /** A field that is there and not {@code null}. */
    Optional<JsonValue> field(String key) {
        return Optional.ofNullable(fields.get(key)).filter(value -> value.kind != Kind.NULL);
    }

    /** JSON pointer (RFC 6901). */
    String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (JsonValue at = this; at.parent != null; at = at.parent) {
            pointer.insert(0, "/" + at.name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    String describe() {
        return switch (kind) {
            case OBJECT -> "an object";
            case LIST -> "a list";
            case NULL -> "null";
            case SCALAR -> text;
        };
    }

    ProblemError fault(String rule, String received) {
        return new ProblemError(pointer(), line, column, rule, received);
    }

    InvalidInput refused(String rule, String received) {
        return new InvalidInput("this is no plan: " + rule, List.of(fault(rule, received)));
    }
}
