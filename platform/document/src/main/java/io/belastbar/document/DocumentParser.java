package io.belastbar.document;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads a YAML 1.1 or JSON document into {@link DocumentNode}s that know line and column. Refuses what makes a document
 * dangerous or ambiguous: more than 1 MiB or 100,000 values, nesting deeper than 64, duplicate keys, aliases (and with them alias bombs), merge
 * keys,
 * a second document in the same text, keys that are not scalars, control characters other than line breaks and tabs.
 */
public final class DocumentParser {

    /** Largest document, in bytes of UTF-8. */
    public static final int SIZE_MAX = 1024 * 1024;

    /** Most values of a document, mappings and lists among them: a million would be hundreds of megabytes of nodes. */
    public static final int VALUES_MAX = 100_000;

    static final int DEPTH_MAX = 64;

    /** Of the pointers of all values together, which repeat every name on the way to each. */
    private static final int POINTERS_LENGTH_MAX = 4 * SIZE_MAX;

    /** What cannot be read cannot be looked through for secrets either. */
    private static final Pattern MAY_BE_SECRET = Pattern.compile(
            "(?i)pass(wor[dt]|wd)|\\bpwd\\b|secret|token|api[_-]{0,2}key|authorization|bearer|private[_-]?key"
                    + "|access[_-]?key|://[^/\\s]*@");

    private DocumentParser() {}

    /**
     * Reads one document.
     *
     * @throws InvalidInput with line and column if the text is not one well-formed document
     * @throws TooLarge if the text has more than {@link #SIZE_MAX} bytes
     */
    public static DocumentNode parse(String yamlOrJson) {
        if (yamlOrJson.length() > SIZE_MAX || yamlOrJson.getBytes(StandardCharsets.UTF_8).length > SIZE_MAX) {
            throw new TooLarge("a document may have " + SIZE_MAX + " bytes");
        }
        return looksLikeJson(yamlOrJson)
                ? JsonNodeBuilder.document(yamlOrJson).orElseGet(() -> yaml(yamlOrJson))
                : yaml(yamlOrJson);
    }

    private static DocumentNode yaml(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(SIZE_MAX);
        try {
            return new YamlNodeBuilder(
                            new Yaml(options).parse(new StringReader(text)).iterator())
                    .document();
        } catch (MarkedYAMLException e) {
            throw notWellFormed(e);
        } catch (YAMLException e) {
            throw new InvalidInput(
                    "the document is not well-formed",
                    List.of(new ProblemError("", 1, 1, String.valueOf(e.getMessage()), null)));
        }
    }

    /** The finite number that a scalar's text says, in JSON's or YAML's decimal notation. */
    static Optional<Double> number(String text) {
        if (!text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?")) {
            return Optional.empty();
        }
        return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
    }

    /** The JSON pointer of a field or item below another pointer. */
    static String child(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    static InvalidInput refused(String pointer, DocumentNode.Place at, String rule, String received) {
        return new InvalidInput(
                "the document is not accepted: " + rule,
                List.of(new ProblemError(pointer, at.line(), at.column(), rule, received)));
    }

    /** The name of a field: one line. */
    static String name(String pointer, DocumentNode.Place at, String text) {
        ControlCharacters.inName(text).ifPresent(rule -> {
            throw refused(pointer, at, rule, text);
        });
        return text;
    }

    /** The text of a scalar: it may have several lines. */
    static String text(String pointer, DocumentNode.Place at, String text) {
        ControlCharacters.inText(text).ifPresent(rule -> {
            throw refused(pointer, at, rule, text);
        });
        return text;
    }

    static InvalidInput tooDeep(String pointer, DocumentNode.Place at) {
        return refused(pointer, at, "must not be nested deeper than " + DEPTH_MAX, "deeper");
    }

    static InvalidInput givenTwice(String pointer, DocumentNode.Place at, String name) {
        return refused(pointer, at, "a key must not be given twice", name);
    }

    /** What a document has taken so far; one for each reading. */
    static final class Room {
        private int values;
        private long pointers;

        /** @throws TooLarge when there is no more */
        void take(String pointer) {
            pointers += pointer.length();
            if (++values > VALUES_MAX) {
                throw new TooLarge("a document may have " + VALUES_MAX + " values; this one has more");
            }
            if (pointers > POINTERS_LENGTH_MAX) {
                throw new TooLarge("the names on the way to each value of a document may have " + POINTERS_LENGTH_MAX
                        + " characters together; these have more. Shorter names, or fewer values below long ones.");
            }
        }
    }

    private static boolean looksLikeJson(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    private static InvalidInput notWellFormed(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        String rule = e.getContext() == null ? e.getProblem() : e.getProblem() + " (" + e.getContext() + ")";
        ProblemError error = mark == null
                ? new ProblemError("", 1, 1, rule, null)
                : new ProblemError("", mark.getLine() + 1, mark.getColumn() + 1, rule, lineAt(mark));
        return new InvalidInput("the document is not well-formed YAML or JSON", List.of(error));
    }

    private static String lineAt(Mark mark) {
        String snippet = mark.get_snippet(0, 120);
        String line =
                snippet == null ? null : snippet.lines().findFirst().orElse("").strip();
        return line != null && MAY_BE_SECRET.matcher(line).find() ? "a line that may hold a secret, not shown" : line;
    }
}
