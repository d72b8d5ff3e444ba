package io.belastbar.chaos.runbook.reading;

import io.belastbar.chaos.secret.SecretNames;
import io.belastbar.chaos.secret.SecretTexts;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values that stand for <code>${name}</code> in a runbook; <code>$${</code> stands for itself. */
final class Variables {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,62}");
    private static final Pattern REFERENCE = Pattern.compile("\\$?\\$\\{([^}]*)}?");
    private static final int VALUE_LENGTH_MAX = 1_000;

    private final Map<String, String> values = new TreeMap<>();

    private Variables() {}

    /** The document's own, with the given ones instead of their defaults. */
    static Variables read(DocumentNode runbook, Map<String, String> given, ErrorCollector errors) {
        Variables variables = new Variables();
        runbook.optional("variables")
                .filter(node -> node.requireMapping(errors))
                .ifPresent(node -> node.fields().forEach((name, value) -> variables.add(name, value, errors)));
        given.forEach((name, value) -> {
            if (SecretNames.contain(name) || SecretTexts.isIn(value)) {
                errors.add(runbook, "a variable must not hold a secret: name a credential instead", name);
                return;
            }
            if (!variables.values.containsKey(name)) {
                errors.add(
                        runbook,
                        "has no variable of this name; known are "
                                + (variables.values.isEmpty() ? "none" : String.join(", ", variables.values.keySet())),
                        name);
            } else if (value.length() > VALUE_LENGTH_MAX) {
                errors.add(
                        runbook,
                        "a variable may have at most " + VALUE_LENGTH_MAX + " characters",
                        name + " with " + value.length() + " characters");
            } else {
                variables.values.put(name, value);
            }
        });
        return variables;
    }

    private void add(String name, DocumentNode value, ErrorCollector errors) {
        if (!NAME.matcher(name).matches()) {
            errors.addAtKey(value, "a variable's name is a letter and up to 62 of a-z, 0-9, _, . and -", name);
        }
        values.put(name, value.asString(errors).orElse(""));
    }

    Map<String, String> values() {
        return values;
    }

    /** The same document with values instead of references; its places stay those of the text. */
    DocumentNode replacedIn(DocumentNode node, ErrorCollector errors) {
        return switch (node.kind()) {
            case SCALAR -> node.text().contains("${") ? with(node, replaced(node, errors)) : node;
            case SEQUENCE ->
                of(
                        node,
                        node.text(),
                        node.fields(),
                        node.items().stream()
                                .map(item -> replacedIn(item, errors))
                                .toList());
            case MAPPING -> {
                LinkedHashMap<String, DocumentNode> fields = new LinkedHashMap<>();
                node.fields().forEach((name, field) -> fields.put(name, replacedIn(field, errors)));
                yield of(node, node.text(), fields, node.items());
            }
            case NULL, ABSENT -> node;
        };
    }

    private String replaced(DocumentNode node, ErrorCollector errors) {
        return REFERENCE.matcher(node.text()).replaceAll(reference -> {
            if (reference.group().startsWith("$$")) {
                return Matcher.quoteReplacement(reference.group().substring(1));
            }
            String value = reference.group().endsWith("}") ? values.get(reference.group(1)) : null;
            if (value == null) {
                errors.add(
                        node,
                        "refers to a variable that is not declared under variables, where each has its default",
                        reference.group());
            }
            return value == null ? "" : Matcher.quoteReplacement(value);
        });
    }

    private static DocumentNode with(DocumentNode node, String text) {
        return of(node, text, node.fields(), node.items());
    }

    private static DocumentNode of(
            DocumentNode node, String text, LinkedHashMap<String, DocumentNode> fields, List<DocumentNode> items) {
        return new DocumentNode(
                node.kind(),
                node.pointer(),
                node.line(),
                node.column(),
                node.key(),
                text,
                node.quoted(),
                fields,
                items);
    }

    /** The same mapping without some of its fields, for a reader that does not know them. */
    static DocumentNode without(DocumentNode node, Set<String> names) {
        LinkedHashMap<String, DocumentNode> fields = new LinkedHashMap<>(node.fields());
        fields.keySet().removeAll(names);
        return of(node, node.text(), fields, node.items());
    }
}
