package io.belastbar.budget.format.openslo;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The documents of an OpenSLO file, each with the lines at which it stands: one after the other with {@code ---} between
 * them, as a list, or as JSON.
 */
final class OpenSloFile {

    static final String VERSION = "openslo/v1";

    // Behind the beginning of a line, a list's dash or a brace, but in no comment.
    private static final Pattern API_VERSION =
            Pattern.compile("(?m)^(?:[^#\\n]*[{,\\s-])?[\"']?apiVersion[\"']?\\s*:\\s*[\"']?openslo/");
    private static final Pattern SEPARATOR = Pattern.compile("---(?:\\s+(?:#.*|(?<content>.*)))?");

    private final List<DocumentNode> documents;

    private OpenSloFile(List<DocumentNode> documents) {
        this.documents = documents;
    }

    static boolean is(String text) {
        return API_VERSION.matcher(text).find();
    }

    static OpenSloFile of(String text) {
        var documents = new ArrayList<DocumentNode>();
        var part = new StringBuilder();
        int line = 0;
        for (var content : text.lines().toList()) {
            line++;
            var separator = SEPARATOR.matcher(content);
            if (separator.matches()) {
                add(part.toString(), documents);
                part.setLength(0);
                part.append("\n".repeat(line - 1));
                var inline = separator.group("content");
                part.append(inline == null ? "" : " ".repeat(content.length() - inline.length()) + inline);
                part.append('\n');
            } else if (content.equals("...") || content.startsWith("%YAML")) {
                part.append('\n');
            } else {
                part.append(content).append('\n');
            }
        }
        add(part.toString(), documents);
        return new OpenSloFile(documents);
    }

    private static void add(String part, List<DocumentNode> documents) {
        if (part.lines().anyMatch(line -> !line.isBlank() && !line.strip().startsWith("#"))) {
            flatten(DocumentParser.parse(part), documents);
        }
    }

    /** A list, and Kubernetes' form of one, stand for what is in them. */
    private static void flatten(DocumentNode node, List<DocumentNode> documents) {
        var list = node.optional("kind")
                .filter(kind -> kind.text().equals("List"))
                .flatMap(kind -> node.optional("items"));
        if (node.kind() == DocumentNode.Kind.SEQUENCE) {
            node.items().forEach(item -> flatten(item, documents));
        } else if (list.isPresent()) {
            list.get().items().forEach(item -> flatten(item, documents));
        } else {
            documents.add(node);
        }
    }

    List<DocumentNode> documents() {
        return documents;
    }

    /** What an SLO or one of its objectives is measured by: an indicator of its own, or one of this file by its name. */
    Optional<DocumentNode> indicator(DocumentNode of, ErrorCollector errors) {
        var own = of.optional("indicator").map(indicator -> indicator.required("spec", errors));
        if (own.isPresent()) {
            return own;
        }
        return of.optional("indicatorRef").flatMap(reference -> {
            var found = named("SLI", reference.text());
            if (found.isEmpty()) {
                errors.add(reference, "names an SLI of the same file; there is none of that name");
            }
            return found.map(sli -> sli.required("spec", errors));
        });
    }

    /** The type of a DataSource of this file; empty if there is none of that name. */
    Optional<String> typeOfSource(String name) {
        return named("DataSource", name)
                .flatMap(source -> source.optional("spec"))
                .map(spec -> textOf(spec, "type"))
                .filter(type -> !type.isEmpty());
    }

    private Optional<DocumentNode> named(String kind, String name) {
        return documents.stream()
                .filter(document -> textOf(document, "kind").equals(kind))
                .filter(document -> document.optional("metadata")
                        .map(metadata -> textOf(metadata, "name"))
                        .orElse("")
                        .equals(name))
                .findFirst();
    }

    private static String textOf(DocumentNode node, String field) {
        return node.optional(field).map(DocumentNode::text).orElse("");
    }
}
