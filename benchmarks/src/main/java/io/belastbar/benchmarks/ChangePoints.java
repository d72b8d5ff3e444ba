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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** False alarms and recall of change detection on any series without a true change. */
public final class ChangePoints {

    private static final int INVALID_INPUT = 104;
    private static final int VALUES_LINE = 100_000;
    private static final String USAGE = """
            belastbar bench change-points FILE.csv|FOLDER [--inject 5%,10%] [--at 120] [--after 5,20,80]
                [--method pelt,pelt-certain,e-divisive] [--json]
              one series a column, without any true change; --inject multiplies every value from --at on,
              --after cuts the series so many values later""";

    private ChangePoints() {}

    /** What is asked for. */
    private record Order(
            Path path, List<Double> shares, int at, List<Integer> after, List<String> methods, boolean json) {}

    /** The figures of one method. */
    private record Figures(
            String method, DetectionQuality.Alarms alarms, Map<String, DetectionQuality.Recall> recalls) {}

    public static void main(String[] arguments) throws IOException {
        try {
            var order = order(List.of(arguments));
            var series = SeriesFile.read(order.path());
            requireLongEnough(series, order);
            var figures = order.methods().stream()
                    .map(method -> figures(method, series, order))
                    .toList();
            System.out.print(order.json() ? json(figures) : text(series, figures, order));
        } catch (IllegalArgumentException invalid) {
            System.err.println(invalid.getMessage());
            System.exit(INVALID_INPUT);
        }
    }

    private static Figures figures(String method, List<NamedSeries> series, Order order) {
        var quality = new DetectionQuality(detector(method));
        var recalls = new LinkedHashMap<String, DetectionQuality.Recall>();
        for (double share : order.shares()) {
            for (int after : order.after()) {
                recalls.put(name(share, after), quality.recall(series, share, order.at(), after));
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

    private static void requireLongEnough(List<NamedSeries> series, Order order) {
        var longest = series.stream().mapToInt(one -> one.values().length).max().orElseThrow();
        for (int after : order.after()) {
            if (order.at() + after > longest) {
                throw new IllegalArgumentException("--at " + order.at() + " and --after " + after + " need a series of "
                        + (order.at() + after) + " values: the longest has " + longest);
            }
        }
    }

    private static String text(List<NamedSeries> series, List<Figures> all, Order order) {
        var text = new StringBuilder();
        long values = series.stream().mapToLong(one -> one.values().length).sum();
        text.append("%d series, %d values from %s; a step at %d counts as found within ±%d%n%n"
                .formatted(series.size(), values, order.path(), order.at(), DetectionQuality.TOLERANCE));
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

    private static Order order(List<String> arguments) {
        Path path = null;
        var shares = List.of(0.05, 0.10);
        int at = 120;
        var after = List.of(5, 20, 80);
        var methods = List.of("pelt", "pelt-certain", "e-divisive");
        boolean json = false;
        var rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            var argument = rest.removeFirst();
            switch (argument) {
                case "--inject" -> shares = list(value(argument, rest), ChangePoints::share);
                case "--at" -> at = whole(value(argument, rest), argument);
                case "--after" -> after = list(value(argument, rest), text -> whole(text, "--after"));
                case "--method" -> methods = list(value(argument, rest), Function.identity());
                case "--json" -> json = true;
                default -> path = path(argument, path);
            }
        }
        if (path == null) {
            throw new IllegalArgumentException(USAGE);
        }
        methods.forEach(ChangePoints::detector);
        return new Order(path, shares, at, after, methods, json);
    }

    private static Path path(String argument, Path known) {
        if (argument.startsWith("--") || known != null) {
            throw new IllegalArgumentException("'" + argument + "' is not understood\n" + USAGE);
        }
        var path = Path.of(argument);
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("there is no file or folder " + path.toAbsolutePath());
        }
        return path;
    }

    private static String value(String option, List<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value\n" + USAGE);
        }
        return rest.removeFirst();
    }

    private static <T> List<T> list(String text, Function<String, T> reader) {
        return Stream.of(text.split(",")).map(String::strip).map(reader).toList();
    }

    private static double share(String text) {
        var number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        if (!number.matches("[+-]?\\d{1,4}(\\.\\d{1,6})?")) {
            throw new IllegalArgumentException("--inject is percentages, as in 5%,10%: was '" + text + "'");
        }
        return Double.parseDouble(number) / 100;
    }

    private static int whole(String text, String option) {
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > VALUES_LINE) {
            throw new IllegalArgumentException(
                    option + " is a whole number from 1 to " + VALUES_LINE + ": was '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
