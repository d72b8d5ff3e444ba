package io.belastbar.local.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.api.ApiClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sends each document of a folder to its owner: all or nothing a file, and the same file twice changes nothing. */
public final class ApplyDocuments {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern FILES = Pattern.compile("(.+?)\\.(ya?ml|json|budget\\.(md|py))");

    private final ApiClient api;
    private final PrintStream out;
    private final Path folder;

    public ApplyDocuments(ApiClient api, PrintStream out, Path folder) {
        this.api = api;
        this.out = out;
        this.folder = folder;
    }

    /**
     * @param systemOption the system's id, or null to take it from the folder's {@code system.yml}
     * @return an exit code: passed, or invalid input when a file was refused
     */
    public int run(String systemOption) throws IOException, InterruptedException {
        var documents = new ArrayList<Document>();
        for (Path file : files()) {
            documents.add(Document.read(file));
        }
        String system = systemOption == null ? systemOf(documents) : systemOption;
        documents.sort(Comparator.comparing(
                document -> document.kind().map(Enum::ordinal).orElse(Integer.MAX_VALUE)));
        int exitCode = ExitCodes.PASSED;
        for (Document document : documents) {
            exitCode = Math.max(exitCode, send(document, system));
        }
        return exitCode;
    }

    private int send(Document document, String system) throws IOException, InterruptedException {
        String name = display(document.file());
        if (document.kind().isEmpty() && document.tree() != null) {
            out.println(name + ": skipped, no service of this version takes such a document");
            return ExitCodes.PASSED;
        }
        // A file that is not even YAML goes to the budget service: its answer names line and column.
        var kind = document.kind().orElse(DocumentKind.BUDGET);
        var refusals = new RefusalReport(out);
        int exitCode = ExitCodes.PASSED;
        for (String taker : kind.takers()) {
            var answer = api.put(
                    taker, kind.path(system, document.name(), document.tree()), document.mediaType(), document.text());
            if (answer.isSuccess()) {
                String version = answer.body() != null && answer.body().has("version")
                        ? ", version " + answer.body().get("version").asText()
                        : "";
                out.println(name + ": " + (answer.status() == 201 ? "stored" : "unchanged") + " by " + taker + version);
            } else {
                refusals.print(name, taker, answer);
                exitCode = answer.status() < 500 ? ExitCodes.INVALID_INPUT : ExitCodes.ABORTED;
            }
        }
        return exitCode;
    }

    private String systemOf(List<Document> documents) {
        return documents.stream()
                .filter(document -> document.kind().equals(Optional.of(DocumentKind.SYSTEM)))
                .map(document -> document.tree().get("system").asText())
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCodes.INVALID_INPUT,
                        "no system.yml in " + folder + ": add one, or name the system with --system"));
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(folder)) {
            throw new CommandFailure(ExitCodes.INVALID_INPUT, "no such file or folder: " + folder);
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            var files = tree.filter(Files::isRegularFile)
                    .filter(file -> FILES.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new CommandFailure(
                        ExitCodes.INVALID_INPUT, "no .yml, .yaml, .json, .budget.md or .budget.py file in " + folder);
            }
            return files;
        }
    }

    private String display(Path file) {
        return Files.isDirectory(folder) ? folder.relativize(file).toString() : file.toString();
    }

    /** A file, and what of it could be read here; the owner reads it again and judges. */
    private record Document(Path file, String text, JsonNode tree) {
        static Document read(Path file) throws IOException {
            String text = Files.readString(file);
            if (isBudgetText(file)) {
                return new Document(file, text, null);
            }
            try {
                return new Document(file, text, YAML.readTree(text));
            } catch (JsonProcessingException notYaml) {
                return new Document(file, text, null);
            }
        }

        Optional<DocumentKind> kind() {
            if (isBudgetText(file)) {
                return Optional.of(DocumentKind.BUDGET);
            }
            return tree == null ? Optional.empty() : DocumentKind.of(tree);
        }

        /** Promises that are no YAML: a Markdown page, a Python class. */
        private static boolean isBudgetText(Path file) {
            return file.toString().matches(".*\\.budget\\.(md|py)");
        }

        String mediaType() {
            String path = file.toString();
            return path.endsWith(".md") ? "text/markdown" : path.endsWith(".py") ? "text/x-python" : "application/yaml";
        }

        /** The file's name without its endings, as budget documents are called: in lower case. */
        String name() {
            var match = FILES.matcher(file.getFileName().toString());
            return (match.matches() ? match.group(1) : file.getFileName().toString()).toLowerCase(Locale.ROOT);
        }
    }
}
