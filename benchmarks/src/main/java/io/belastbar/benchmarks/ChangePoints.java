package io.belastbar.benchmarks;

import io.belastbar.change.ChangeDetection;
import io.belastbar.change.ChangePoint;
import io.belastbar.change.DetectionOptions;
import io.belastbar.change.method.EDivisive;
import io.belastbar.change.quality.DetectionQuality;
import io.belastbar.change.quality.NamedSeries;
import io.belastbar.change.quality.SeriesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** False alarms and recall of change detection on any series without a true change. */
@Command(
        name = "belastbar bench change-points",
        description = "False alarms and recall of change detection on series without a true change.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = 104)
public final class ChangePoints implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE.csv|FOLDER",
            arity = "0..1",
            description = "One series a column, without any true change.")
    private Path path;

    @Option(
            names = "--inject",
            split = ",",
            converter = Percent.class,
            defaultValue = "5%,10%",
            description = "Multiply every value from --at on (default: ${DEFAULT-VALUE}).")
    private List<Double> shares;

    @Option(names = "--at", defaultValue = "120", description = "Values before the step (default: ${DEFAULT-VALUE}).")
    private int at;

    @Option(
            names = "--after",
            split = ",",
            defaultValue = "5,20,80",
            description = "Cut the series so many values after the step (default: ${DEFAULT-VALUE}).")
    private List<Integer> after;

    @Option(
            names = "--method",
            split = ",",
            defaultValue = "pelt,pelt-certain,e-divisive",
            description = "Default: ${DEFAULT-VALUE}.")
    private List<String> methods;

    @Option(
            names = "--ar",
            split = ",",
            description =
                    "Make series too: stationary ones of these dependences (of a value on the one before it), tied, weekly and"
                            + " drifting ones. Then no file is needed.")
    private List<Double> dependences = List.of();

    @Option(
            names = "--series",
            defaultValue = "100",
            description = "So many of each kind are made (default: ${DEFAULT-VALUE}).")
    private int made;

    @Option(
            names = "--length",
            split = ",",
            defaultValue = "60,400",
            description = "Values of those that are made (default: ${DEFAULT-VALUE}).")
    private List<Integer> lengths;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    /** A share as people write it: {@code 5%}. */
    private static final class Percent implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return Double.parseDouble(text.replaceFirst("%$", "")) / 100;
        }
    }

    /** The figures of one method. */
    private record Figures(
            String method, DetectionQuality.Alarms alarms, Map<String, DetectionQuality.Recall> recalls) {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ChangePoints()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        try {
            if (path == null && dependences.isEmpty()) {
                throw new IllegalArgumentException("a file, a folder or --ar says which series: nothing was given");
            }
            if (path != null) {
                System.out.print(ofFiles());
            }
            if (!dependences.isEmpty()) {
                System.out.print(ofMade());
            }
            return 0;
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(spec.commandLine(), invalid.getMessage(), invalid);
        }
    }

    private String ofFiles() throws IOException {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("there is no file or folder " + path.toAbsolutePath());
        }
        var series = SeriesFile.read(path);
        requireLongEnough(series);
        var figures = methods.stream().map(method -> figures(method, series)).toList();
        return json ? json(figures) : text(series, figures);
    }

    private String ofMade() {
        if (dependences.stream().anyMatch(phi -> Math.abs(phi) >= 1)
                || made < 1
                || lengths.stream().anyMatch(n -> n < 20)) {
            throw new IllegalArgumentException(
                    "--ar is between -1 and 1, --series at least 1 and --length at least 20: were " + dependences + ", "
                            + made + " and " + lengths);
        }
        var detectors = new LinkedHashMap<String, Function<double[], List<ChangePoint>>>();
        methods.forEach(method -> detectors.put(method, detector(method)));
        var bench = new MadeSeries(detectors, dependences, made);
        return json ? bench.json(lengths) : bench.text(lengths);
    }

    private Figures figures(String method, List<NamedSeries> series) {
        var quality = new DetectionQuality(detector(method));
        var recalls = new LinkedHashMap<String, DetectionQuality.Recall>();
        for (double share : shares) {
            for (int cut : after) {
                recalls.put(name(share, cut), quality.recall(series, share, at, cut));
            }
        }
        return new Figures(method, quality.alarms(series), recalls);
    }

    private static Function<double[], List<ChangePoint>> detector(String method) {
        var options = DetectionOptions.DEFAULT;
        return switch (method) {
            case "pelt" -> values -> ChangeDetection.detect(values, options);
            case "pelt-certain" ->
                values -> ChangeDetection.detect(values, options.withPenaltyFactor(DetectionOptions.CERTAIN));
            case "e-divisive" -> {
                var divisive = new EDivisive(0.01, 199, options.segmentMin(), 42);
                yield values -> ChangeDetection.detect(values, options, divisive);
            }
            default ->
                throw new IllegalArgumentException(
                        "--method is one of pelt, pelt-certain, e-divisive: was '" + method + "'");
        };
    }

    private static String name(double share, int after) {
        return "+" + percent(share) + " after " + after;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4g", share * 100).replaceAll("\\.?0+$", "") + "%";
    }

    private void requireLongEnough(List<NamedSeries> series) {
        var longest = series.stream().mapToInt(one -> one.values().length).max().orElseThrow();
        for (int cut : after) {
            if (at < 1 || cut < 1 || (long) at + cut > longest) {
                throw new IllegalArgumentException("--at and --after should be at least 1 and together at most "
                        + longest + ", the values of the longest series: were " + at + " and " + cut);
            }
        }
    }

    private String text(List<NamedSeries> series, List<Figures> all) {
        var text = new StringBuilder();
        long values = series.stream().mapToLong(one -> one.values().length).sum();
        text.append("%d series, %d values from %s; a step at %d counts as found within ±%d%n%n"
                .formatted(series.size(), values, path, at, DetectionQuality.TOLERANCE));
        text.append("| method | change points | false alarms per 100 values |");
        all.getFirst().recalls().keySet().forEach(name -> text.append(" recall ")
                .append(name)
                .append(" |"));
        text.append('\n')
                .append("|---".repeat(3 + all.getFirst().recalls().size()))
                .append("|\n");
        for (var figures : all) {
            text.append("| %s | %d | %s |"
                    .formatted(
                            figures.method(),
                            figures.alarms().points(),
                            decimals(4, figures.alarms().perHundred())));
            figures.recalls().values().forEach(recall -> text.append(' ')
                    .append(recall.series() == 0 ? "no series is long enough" : decimals(3, recall.share()))
                    .append(" |"));
            text.append('\n');
        }
        return text.toString();
    }

    private static String json(List<Figures> all) {
        var methods = all.stream()
                .map(figures -> {
                    var recalls = figures.recalls().entrySet().stream()
                            .map(entry -> "\"%s\": {\"found\": %d, \"series\": %d, \"recall\": %s}"
                                    .formatted(
                                            entry.getKey(),
                                            entry.getValue().found(),
                                            entry.getValue().series(),
                                            entry.getValue().series() == 0
                                                    ? "null"
                                                    : decimals(
                                                            4, entry.getValue().share())))
                            .toList();
                    return "{\"method\": \"%s\", \"changePoints\": %d, \"values\": %d, \"falseAlarmsPer100\": %s, \"recall\": {%s}}"
                            .formatted(
                                    figures.method(),
                                    figures.alarms().points(),
                                    figures.alarms().values(),
                                    decimals(5, figures.alarms().perHundred()),
                                    String.join(", ", recalls));
                })
                .toList();
        return "[" + String.join(",\n ", methods) + "]\n";
    }

    private static String decimals(int digits, double value) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
