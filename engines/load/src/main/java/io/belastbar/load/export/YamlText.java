package io.belastbar.load.export;

import java.util.List;
import java.util.Map;

/**
 * Maps, lists, texts, numbers and truth values as YAML 1.1 in block style. Every text is in double quotes, with the
 * escapes that YAML and JSON share, so that no text can be taken for something else.
 */
final class YamlText {

    /** A value with a name, so that {@link Alias} can stand for it later. */
    record Anchor(String name, Object value) {}

    /** Stands for a value that was given a name earlier. */
    record Alias(String name) {}

    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    static String of(Map<String, Object> document) {
        YamlText yaml = new YamlText();
        yaml.fields(document, 0);
        return yaml.text.toString();
    }

    private void fields(Map<?, ?> fields, int depth) {
        fields.forEach((name, value) -> {
            indent(depth);
            text.append(key((String) name)).append(':');
            value(value, depth + 1);
        });
    }

    private void items(List<?> items, int depth) {
        for (Object item : items) {
            indent(depth);
            text.append('-');
            value(item, depth + 1);
        }
    }

    private void value(Object value, int depth) {
        switch (value) {
            case Anchor(String name, Object anchored) -> {
                text.append(" &").append(name);
                value(anchored, depth);
            }
            case Alias(String name) -> text.append(" *").append(name).append('\n');
            case Map<?, ?> empty when empty.isEmpty() -> text.append(" {}\n");
            case List<?> empty when empty.isEmpty() -> text.append(" []\n");
            case Map<?, ?> fields -> {
                text.append('\n');
                fields(fields, depth);
            }
            case List<?> items -> {
                text.append('\n');
                items(items, depth);
            }
            case Double number ->
                text.append(' ').append(JavaScript.number(number)).append('\n');
            case Integer number -> text.append(' ').append(number).append('\n');
            case Boolean truth -> text.append(' ').append(truth).append('\n');
            case String string ->
                text.append(' ').append(JavaScript.text(string)).append('\n');
            default -> throw new IllegalStateException("no YAML for a " + value.getClass());
        }
    }

    private static String key(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9_-]*") ? name : JavaScript.text(name);
    }

    private void indent(int depth) {
        text.append("  ".repeat(depth));
    }
}
