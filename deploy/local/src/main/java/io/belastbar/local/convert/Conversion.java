package io.belastbar.local.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.local.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A document as services take it, and what became of it on the way.
 *
 * @param text YAML or JSON; the file's own where nothing had to be done; SQL of a script that tunes PostgreSQL
 * @param understood each promise that was read from another form
 * @param notes what was read over or changed
 */
public record Conversion(String text, List<Remark> understood, List<Remark> notes) {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String KNOWN =
            "is of no form that can be read; known are YAML or JSON of Belastbar's own; performance_baselines; OpenSLO; kpis,"
                    + " targets, alerts or goals as YAML; a Python @dataclass of KPIs; a Markdown page with bullets **Ziel:** or"
                    + " **Goal:**, or bullets below a heading of targets or alerts";

    /** What is said of a line of the file. */
    public record Remark(int line, String text) {}

    public Conversion {
        understood = List.copyOf(understood);
        notes = List.copyOf(notes);
    }

    /**
     * Reads a document of any known form.
     *
     * @throws io.belastbar.document.RefusedInput with every fault, each with its line
     */
    public static Conversion read(Path file) throws IOException {
        return of(file.getFileName().toString(), SourceText.read(file));
    }

    static Conversion of(String fileName, String text) {
        var asItIs = new Conversion(text, List.of(), List.of());
        if (asItIs.kind().isPresent()) {
            return asItIs;
        }
        if (PythonClass.reads(text)) {
            return PythonClass.read(text);
        }
        if (fileName.endsWith(".py")) {
            throw unknown(text, List.of());
        }
        if (fileName.endsWith(".md")) {
            return page(text);
        }
        var repaired = YamlRepair.of(text);
        try {
            var root = DocumentParser.parse(repaired.text());
            return PromiseYaml.reads(root) ? PromiseYaml.read(root, repaired.notes()) : repaired.orPage(root);
        } catch (InvalidInput noYaml) {
            if (fileName.matches(".*\\.(?:ya?ml|json)")) {
                throw noYaml;
            }
            return page(text);
        }
    }

    private Conversion orPage(DocumentNode root) {
        return root.kind() == DocumentNode.Kind.MAPPING || !notes.isEmpty() ? this : page(text);
    }

    private static Conversion page(String text) {
        var page = MarkdownPage.read(text);
        if (page.isEmpty()) {
            throw unknown(text, page.notes());
        }
        return page.conversion();
    }

    /** Whether this is another text than the file's. */
    public boolean isChanged() {
        return !understood.isEmpty() || !notes.isEmpty();
    }

    /** What the document is; empty when this version knows no owner for it. */
    public Optional<DocumentKind> kind() {
        return Optional.ofNullable(tree()).flatMap(DocumentKind::of);
    }

    /** What can be read of it here, where the owner reads it again and judges; null if nothing. */
    public JsonNode tree() {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException notYaml) {
            return null;
        }
    }

    /**
     * For who has no owner to ask.
     *
     * @throws io.belastbar.document.RefusedInput if it is of no form that is known here, or no owner could read it
     */
    public Conversion requireKnown() {
        if (!isChanged() && kind().isEmpty()) {
            throw unknown(text, List.of());
        }
        DocumentParser.parse(text);
        return this;
    }

    private static InvalidInput unknown(String text, List<Remark> notes) {
        var nothing = new ProblemError("", 1, 1, KNOWN, found(text));
        var lines = notes.stream().map(note -> new ProblemError("", note.line(), 1, note.text(), null));
        return new InvalidInput(
                "nothing that is known",
                Stream.concat(Stream.of(nothing), lines).toList());
    }

    private static String found(String text) {
        var python = text.lines()
                .filter(line -> line.matches("(class|def|import|from)\\s.*"))
                .findFirst();
        if (python.isPresent()) {
            return "Python without a @dataclass of KPIs: " + python.get();
        }
        var tree = new Conversion(text, List.of(), List.of()).tree();
        if (tree != null && tree.isObject()) {
            return "the keys " + tree.propertyStream().map(Map.Entry::getKey).collect(Collectors.joining(", "));
        }
        long headings = text.lines().filter(MarkdownPage::isHeading).count();
        return headings == 0 ? "a text without headings" : "a page with " + headings + " headings and no promise";
    }
}
