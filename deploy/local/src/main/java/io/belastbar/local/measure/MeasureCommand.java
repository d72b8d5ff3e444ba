package io.belastbar.local.measure;

import io.belastbar.contracts.Origin;
import io.belastbar.local.CommandDefaults;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.apply.RefusalReport;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.run.OriginOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells the platform what a pipeline has measured, and whether a promise is broken by it. */
@Command(
        name = "measure",
        description = "Store a measurement and hold it against the budget.",
        footer = {
            "",
            "Examples:",
            "  belastbar measure portfolio_data hit_ratio 91% --samples 4000 --system shop",
            "  belastbar measure --size 'dist/assets/*.js' --gzip --subject initial-bundle --label commit=abc",
            "  belastbar measure --pipeline pr --started 2026-11-21T06:00:00Z",
            "  belastbar measure --file values.csv"
        },
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
public final class MeasureCommand implements Callable<Integer> {
    private static final int FIGURE = 3;
    private static final Duration FIGURE_MAX = Duration.ofSeconds(10);
    /** Ten thousand values on a busy machine take their time. */
    private static final Duration FILE_MAX = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SUBJECT METRIC VALUE",
            arity = "0..3",
            description = "What, which figure of it, and the value with its unit, as in: pr duration 8min")
    private List<String> figure = List.of();

    @Option(names = "--size", paramLabel = "FILE", description = "The size of a file, or of all that a glob names.")
    private String size;

    @Option(names = "--gzip", description = "With --size: as compressed by gzip, file by file.")
    private boolean gzip;

    @Option(names = "--subject", paramLabel = "NAME", description = "With --size: what these files are.")
    private String subject;

    @Option(names = "--pipeline", paramLabel = "NAME", description = "How long a pipeline took until now.")
    private String pipeline;

    @Option(
            names = "--started",
            paramLabel = "TIME",
            description = "With --pipeline: when it began, as 2026-11-21T06:00:00Z or in seconds since 1970.")
    private String started;

    @Option(names = "--file", paramLabel = "FILE", description = "Measurements as .json or .csv.")
    private Path file;

    @Option(names = "--kind", paramLabel = "KIND", description = "Of a subject of which nothing is promised.")
    private String kind;

    @Option(names = "--service", paramLabel = "NAME", description = "The service whose subject it is.")
    private String service;

    @Option(names = "--samples", paramLabel = "N", description = "On how many samples a percentile or share rests.")
    private Long samples;

    @Option(names = "--offered", paramLabel = "RATE", description = "How much load was offered: 500 req/s.")
    private String offered;

    @Option(names = "--at", paramLabel = "TIME", description = "When it was measured; default: now.")
    private String at;

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "As in commit=abc; may be repeated.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Mixin
    private OriginOptions origin;

    @Option(names = "--system", paramLabel = "ID", required = true, description = "The system that was measured.")
    private String system;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of the output (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean table = file != null && file.toString().endsWith(".csv");
        String path = ApiPath.system(system) + "/measurements";
        String body = body();
        var answer = ApiClient.of(BelastbarHome.choose(home))
                .within(file == null ? FIGURE_MAX : FILE_MAX)
                .post("budget", path, table ? "text/csv" : "application/json", body);
        if (!answer.isSuccess()) {
            new RefusalReport(System.err).print(file == null ? "measure" : file.toString(), "budget", answer);
            return answer.exitCode();
        }
        return new MeasureReport(System.out, language).print(answer.body());
    }

    private String body() throws IOException {
        boolean given = !figure.isEmpty();
        long ways = List.of(given, size != null, pipeline != null, file != null).stream()
                .filter(way -> way)
                .count();
        if (ways != 1) {
            throw invalid("say one of: SUBJECT METRIC VALUE, --size, --pipeline, --file");
        }
        if (file != null && (origin.branch() != null || origin.testbed() != null)) {
            throw invalid("--branch and --testbed are fields (JSON) or columns (CSV) of the --file: branch, testbed");
        }
        if (file != null) {
            return text();
        }
        return (given ? figure() : size != null ? sizeFigure() : pipelineFigure())
                .with("service", service)
                .with("at", at)
                .with(Origin.BRANCH, origin.branch())
                .with(Origin.TESTBED, origin.testbed())
                .labelled(labels)
                .json();
    }

    private MeasuredFigure figure() {
        if (figure.size() != FIGURE) {
            throw invalid("SUBJECT METRIC VALUE are three words: was " + String.join(" ", figure));
        }
        return new MeasuredFigure(figure.get(0), figure.get(1), figure.get(2))
                .with("kind", kind)
                .with("samples", samples == null ? null : samples.toString())
                .with("offered", offered);
    }

    private MeasuredFigure sizeFigure() throws IOException {
        if (subject == null) {
            throw invalid("--size needs --subject: what these files are, as in --subject initial-bundle");
        }
        var artefact = new ArtefactSize(Path.of("").toAbsolutePath());
        long bytes = artefact.bytes(artefact.files(size), gzip);
        return new MeasuredFigure(subject, "size", bytes + " B").with("kind", kind);
    }

    private MeasuredFigure pipelineFigure() {
        if (started == null) {
            throw invalid("--pipeline needs --started: when it began, as in 2026-11-21T06:00:00Z");
        }
        Duration took = Duration.between(start(), clock.instant());
        if (took.isNegative()) {
            throw invalid("--started should be in the past: was " + started);
        }
        return new MeasuredFigure(pipeline, "duration", took.toMillis() + " ms").with("kind", kind);
    }

    private Instant start() {
        if (started.matches("\\d{9,11}")) {
            return Instant.ofEpochSecond(Long.parseLong(started));
        }
        try {
            return OffsetDateTime.parse(started).toInstant();
        } catch (DateTimeParseException notOne) {
            throw invalid("--started should be a time such as 2026-11-21T06:00:00Z: was " + started);
        }
    }

    private String text() throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw invalid("no such file: " + file);
        }
        if (!file.toString().matches(".*\\.(json|csv)")) {
            throw invalid("--file should end in .json or .csv: was " + file);
        }
        return Files.readString(file);
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
