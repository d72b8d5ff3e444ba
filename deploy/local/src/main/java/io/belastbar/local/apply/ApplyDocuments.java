package io.belastbar.local.apply;

import io.belastbar.document.RefusedInput;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.convert.Conversion;
import io.belastbar.local.convert.DocumentKind;
import io.belastbar.local.gameday.OriginLines;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sends each document of a folder to its owner: all or nothing a file, and the same file twice changes nothing. What is
 * of another form is converted before; what cannot be read is told, and the others are sent.
 */
public final class ApplyDocuments {
    private static final Pattern FILES = Pattern.compile("(.+?)\\.(ya?ml|json|budget\\.(md|py))");

    /** What is called so and is none of ours has a typo. */
    private static final Set<String> OURS = Set.of(
            "system",
            "performance-budget",
            "measurement-sources",
            "history-sources",
            "escalation-rules",
            "forecasts",
            "prices",
            "analysis-rules");

    private final ApiClient api;
    private final PrintStream out;
    private final Path folder;
    private final Set<DocumentKind> kinds;

    public ApplyDocuments(ApiClient api, PrintStream out, Path folder) {
        this(api, out, folder, Set.of());
    }

    private ApplyDocuments(ApiClient api, PrintStream out, Path folder, Set<DocumentKind> kinds) {
        this.api = api;
        this.out = out;
        this.folder = folder;
        this.kinds = kinds;
    }

    /** The same of the files of these kinds alone. */
    public ApplyDocuments only(Set<DocumentKind> wanted) {
        return new ApplyDocuments(api, out, folder, wanted);
    }

    /**
     * @param systemOption the system's id, or null to take it from the folder's {@code system.yml}
     * @return an exit code: passed, or invalid input when a file was refused
     */
    public int run(String systemOption) throws IOException, InterruptedException {
        int exitCode = ExitCodes.PASSED;
        var documents = new ArrayList<Document>();
        for (Path file : files()) {
            try {
                documents.add(Document.of(file, Conversion.read(file)));
            } catch (RefusedInput refused) {
                RefusalReport.lines(display(file), refused).forEach(out::println);
                exitCode = ExitCodes.INVALID_INPUT;
            }
        }
        if (documents.isEmpty()) {
            return exitCode;
        }
        String system = systemOption == null ? systemOf(documents) : systemOption;
        join(documents);
        documents.sort(Comparator.comparing(
                document -> document.kind().map(Enum::ordinal).orElse(Integer.MAX_VALUE)));
        documents.removeIf(document ->
                !kinds.isEmpty() && document.kind().filter(kinds::contains).isEmpty());
        for (Document document : documents) {
            exitCode = Math.max(exitCode, send(document, system));
        }
        return exitCode;
    }

    /** OpenSLO files that only say what others name go with those. */
    private void join(List<Document> documents) throws IOException {
        var slos = new OpenSloFolder(documents.stream()
                .filter(Document::isOpenSlo)
                .map(document -> document.conversion().text())
                .toList());
        for (var at = documents.listIterator(); at.hasNext(); ) {
            var document = at.next();
            if (!document.isOpenSlo()) {
                continue;
            }
            String text = document.conversion().text();
            if (documents.size() > 1 && OpenSloFolder.promisesNothing(text)) {
                out.println(display(document.file()) + ": promises nothing itself; goes with the SLOs that name it");
                at.remove();
            } else {
                at.set(document.with(slos.complete(text)));
            }
        }
    }

    private int send(Document document, String system) throws IOException, InterruptedException {
        String name = display(document.file());
        ConversionReport.print(name, document.conversion(), out);
        if (document.kind().isEmpty()) {
            out.println(name + ": skipped, no service takes a document "
                    + DocumentKind.unknown(document.conversion().tree()));
            return Files.isDirectory(folder) && !OURS.contains(document.name())
                    ? ExitCodes.PASSED
                    : ExitCodes.INVALID_INPUT;
        }
        var kind = document.kind().get();
        var refusals = new RefusalReport(out);
        int exitCode = ExitCodes.PASSED;
        for (String taker : kind.takers()) {
            var path = kind.path(
                    taker, system, document.name(), document.conversion().tree());
            var answer = sender(taker, document)
                    .put(taker, path, "application/yaml", document.conversion().text());
            if (answer.isSuccess()) {
                out.println(name + ": " + BudgetChanges.word(answer, taker));
                PlanWarnings.print(name, answer, out);
                if (kind == DocumentKind.EXPERIMENT && answer.body() != null) {
                    OriginLines.of(name, answer.body().path("origin"), ReportLanguage.EN)
                            .forEach(out::println);
                }
                if (taker.equals("budget") && (kind == DocumentKind.BUDGET || kind == DocumentKind.BASELINES)) {
                    new BudgetChanges(api, out).print(system, answer);
                }
            } else {
                refusals.print(name, taker, answer);
                exitCode = answer.exitCode();
            }
        }
        return exitCode;
    }

    /** Limits of a plan name the file and the line in which they stand. */
    private ApiClient sender(String taker, Document document) {
        return taker.equals("capacity") ? api.from(document.file().getFileName().toString()) : api;
    }

    private String systemOf(List<Document> documents) {
        return documents.stream()
                .filter(document -> document.kind().equals(Optional.of(DocumentKind.SYSTEM)))
                .findFirst()
                .map(this::systemOf)
                .orElseThrow(() -> new CommandFailure(
                        ExitCodes.INVALID_INPUT,
                        "no system.yml in " + folder + ": add one, or name the system with --system"));
    }

    private String systemOf(Document description) {
        var system = description.conversion().tree().path("system");
        if (!system.isTextual()) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    display(description.file()) + " does not say which system it describes: start it with"
                            + " \"system: ID\", or name the system with --system");
        }
        return system.asText();
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(folder)) {
            throw new CommandFailure(ExitCodes.INVALID_INPUT, "no such file or folder: " + folder);
        }
        if (!Files.isDirectory(folder)) {
            return List.of(folder);
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

    private record Document(Path file, Conversion conversion, Optional<DocumentKind> kind) {
        static Document of(Path file, Conversion conversion) {
            return new Document(file, conversion, conversion.kind());
        }

        boolean isOpenSlo() {
            return kind.isPresent() && DocumentKind.isOpenSlo(conversion.tree());
        }

        Document with(String text) {
            return new Document(file, new Conversion(text, conversion.understood(), conversion.notes()), kind);
        }

        /** The file's name without its endings, as budget documents are called: in lower case. */
        String name() {
            var name = file.getFileName().toString();
            var match = FILES.matcher(name);
            return (match.matches() ? match.group(1) : name.replaceFirst("\\.\\w+$", "")).toLowerCase(Locale.ROOT);
        }
    }
}
