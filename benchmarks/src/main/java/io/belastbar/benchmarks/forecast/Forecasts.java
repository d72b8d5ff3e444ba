package io.belastbar.benchmarks.forecast;

import io.belastbar.forecasting.accuracy.Naive2;
import io.belastbar.forecasting.accuracy.Tally;
import io.belastbar.forecasting.method.Seasons;
import io.belastbar.forecasting.selection.Methods;
import io.belastbar.forecasting.selection.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How far forecasts lie from what came, on series in M4's layout. */
@Command(
        name = "belastbar bench forecast",
        description = "Errors of forecasts on series whose future is known.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = 104)
public final class Forecasts implements Callable<Integer> {

    /** Of a history that is cut earlier so many values are left at least: what {@code --last} asks, and the stretch to forecast. */
    private static final int MOST_SEEN_EARLIER = 250;

    /** So many short series of each length show a percent. */
    private static final int MADE = 1_000;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            description = "With *-train.csv and *-test.csv as the M4 competition published them.")
    private Path folder;

    @Option(
            names = "--every",
            defaultValue = "1",
            description = "Only every so many-th series (default: ${DEFAULT-VALUE}).")
    private int every;

    @Option(names = "--each", description = "Each method by itself too.")
    private boolean each;

    @Option(names = "--method", split = ";", description = "These methods, and no choice among all.")
    private List<String> methods = List.of();

    @Option(
            names = "--last",
            paramLabel = "VALUES",
            description = "Cut each history to its last values: how short ones are carried on.")
    private int last;

    @Option(
            names = "--earlier",
            paramLabel = "VALUES",
            description =
                    "Forecast a stretch of the history instead, so many values before its end; series that are too short are left out.")
    private int earlier;

    @Option(names = "--only", description = "One file's name, for example Hourly.")
    private String only;

    @Option(
            names = "--speed",
            paramLabel = "SERIES",
            description = "So many made series of 90 days by the hour: time and heap.")
    private int speed;

    @Option(
            names = "--ahead",
            paramLabel = "VALUES",
            defaultValue = "720",
            description = "How far --speed forecasts (default: ${DEFAULT-VALUE}, 30 days).")
    private int ahead;

    @Option(
            names = "--coverage",
            description =
                    "How many values lie inside intervals of 95 percent: of the folder's series, and of short ones that are made.")
    private boolean coverage;

    @Option(
            names = "--disks",
            paramLabel = "DISKS",
            description = "So many made disks of each kind: dates of limits beside the true ones, and false alarms.")
    private int disks;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Forecasts()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (folder == null && speed == 0 && disks == 0 && !coverage) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a folder, --speed, --coverage or --disks says what to measure: nothing was given");
        }
        if (every < 1 || speed < 0 || ahead < 1 || last < 0 || earlier < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--every, --speed, --ahead, --last and --earlier are at least 1: were %d, %d, %d, %d and %d"
                            .formatted(every, speed, ahead, last, earlier));
        }
        if (coverage) {
            ofIntervals();
        } else if (folder != null) {
            ofFolder();
        }
        if (disks > 0) {
            new Disks(disks).run();
        }
        if (speed > 0) {
            new Speed(speed, ahead).run();
        }
        return 0;
    }

    private void ofIntervals() throws IOException {
        var intervals = new Intervals(every, MADE);
        if (folder != null) {
            for (var file : CompetitionFile.all(folder)) {
                if (only == null || only.equalsIgnoreCase(file.name())) {
                    intervals.of(file);
                }
            }
        }
        intervals.made();
    }

    private void ofFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "there is no folder " + folder.toAbsolutePath());
        }
        try {
            for (var file : CompetitionFile.all(folder)) {
                if (only == null || only.equalsIgnoreCase(file.name())) {
                    of(file);
                }
            }
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(spec.commandLine(), invalid.getMessage(), invalid);
        }
    }

    private void of(CompetitionFile file) {
        var tallies = new LinkedHashMap<String, Tally>();
        var chosen = new TreeMap<String, Integer>();
        var seasons = new Seasons(file.periods());
        long nanos = 0;
        for (int i = 0; i < file.series().size(); i += every) {
            var whole = file.series().get(i);
            if (earlier > 0 && whole.history().length < earlier + MOST_SEEN_EARLIER) {
                continue;
            }
            var known = cut(file, earlier > 0 ? whole.earlier(earlier) : whole);
            add(tallies, "naive2", file, known, Naive2.forecast(known.history(), file.period(), known.future().length));
            add(tallies, "naive", file, known, forecast("naive", known, seasons));
            if (methods.isEmpty()) {
                long before = System.nanoTime();
                var choice = Selection.of(known.history(), seasons, known.future().length);
                nanos += System.nanoTime() - before;
                chosen.merge(choice.method(), 1, Integer::sum);
                add(tallies, "selection", file, known, forecast(choice.method(), known, seasons));
            }
            (each ? Methods.names() : methods)
                    .stream()
                            .filter(name -> !name.equals("naive")
                                    && Methods.byName(name).takes(known.history().length, seasons))
                            .forEach(name -> add(tallies, name, file, known, forecast(name, known, seasons)));
        }
        print(file, tallies, chosen);
        if (methods.isEmpty()) {
            System.out.printf(
                    Locale.ROOT,
                    "%n%.1f ms a selection%n",
                    nanos / 1e6 / tallies.get("naive").series());
        }
    }

    private CompetitionFile.Known cut(CompetitionFile file, CompetitionFile.Known known) {
        int n = known.history().length;
        if (last > 0 && last <= file.period() || n <= file.period()) {
            throw new IllegalArgumentException(
                    "a history is longer than the season of %d values, by which errors are scaled: was %d of %s"
                            .formatted(file.period(), Math.min(last, n), known.id()));
        }
        return last == 0 || last >= n ? known : known.withHistoryFrom(n - last);
    }

    private static double[] forecast(String method, CompetitionFile.Known known, Seasons seasons) {
        return Methods.byName(method).forecast(known.history(), seasons, known.future().length);
    }

    private static void add(
            Map<String, Tally> tallies,
            String name,
            CompetitionFile file,
            CompetitionFile.Known known,
            double[] forecast) {
        tallies.computeIfAbsent(name, fresh -> new Tally())
                .add(known.history(), known.future(), forecast, file.period());
    }

    private static void print(CompetitionFile file, Map<String, Tally> tallies, Map<String, Integer> chosen) {
        System.out.printf("%n%s%n%n| method | series | sMAPE | MASE | OWA |%n|---|---|---|---|---|%n", file.name());
        tallies.forEach((name, tally) -> System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.3f | %.3f | %.3f |%n",
                name,
                tally.series(),
                tally.smape(),
                tally.mase(),
                tally.owa(tallies.get("naive2"))));
        System.out.println();
        chosen.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(12)
                .forEach(entry -> System.out.println(entry.getValue() + " × " + entry.getKey()));
    }
}
