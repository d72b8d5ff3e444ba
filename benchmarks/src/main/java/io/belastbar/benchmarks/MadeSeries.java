package io.belastbar.benchmarks;

import io.belastbar.change.ChangePoint;
import io.belastbar.change.ChangePoint.Kind;
import io.belastbar.change.quality.NamedSeries;
import io.belastbar.change.quality.Simulated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What detectors say of series that are made, kind by kind: points where nothing changed, and whether a rise is a step or a trend. */
record MadeSeries(Map<String, Function<double[], List<ChangePoint>>> detectors, List<Double> dependences, int made) {

    private static final long SEED = 12;
    private static final double RISE = 0.2;
    private static final double STEP = 0.1;
    private static final double STEP_DEVIATION_PERCENT = 4;

    /** What was found in the series of a kind. */
    private record Row(String kind, String method, int length, long series, long steps, long trends, long values) {

        double perHundred() {
            return 100.0 * (steps + trends) / values;
        }
    }

    String text(List<Integer> lengths) {
        var text = new StringBuilder("%n%d series of each kind are made%n%n".formatted(made))
                .append(
                        "| kind | values | method | steps | trends | points per 100 values |\n|---|---|---|---|---|---|\n");
        for (var row : rows(lengths)) {
            text.append("| %s | %d | %s | %d | %d | %s |%n"
                    .formatted(row.kind, row.length, row.method, row.steps, row.trends, decimals(row.perHundred())));
        }
        return text.toString();
    }

    String json(List<Integer> lengths) {
        var rows = rows(lengths).stream()
                .map(row ->
                        "{\"kind\": \"%s\", \"length\": %d, \"method\": \"%s\", \"series\": %d, \"steps\": %d, \"trends\": %d, \"pointsPer100\": %s}"
                                .formatted(
                                        row.kind,
                                        row.length,
                                        row.method,
                                        row.series,
                                        row.steps,
                                        row.trends,
                                        decimals(row.perHundred())))
                .toList();
        return "[" + String.join(",\n ", rows) + "]\n";
    }

    private List<Row> rows(List<Integer> lengths) {
        var rows = new ArrayList<Row>();
        for (int length : lengths) {
            kinds(length)
                    .forEach((kind, series) -> detectors.forEach(
                            (method, detector) -> rows.add(row(kind, method, length, series, detector))));
        }
        return rows;
    }

    private static Row row(
            String kind,
            String method,
            int length,
            List<NamedSeries> series,
            Function<double[], List<ChangePoint>> detector) {
        var points = series.parallelStream()
                .flatMap(one -> detector.apply(one.values()).stream())
                .toList();
        long trends =
                points.stream().filter(point -> point.kind() == Kind.TREND).count();
        return new Row(
                kind, method, length, series.size(), points.size() - trends, trends, (long) length * series.size());
    }

    private Map<String, List<NamedSeries>> kinds(int length) {
        var simulated = new Simulated(length, SEED);
        var kinds = new LinkedHashMap<String, List<NamedSeries>>();
        kinds.put("independent", simulated.autoregressive(made, 0));
        dependences.forEach(phi -> kinds.put("φ = " + phi, simulated.autoregressive(made, phi)));
        kinds.put("tied", simulated.tied(made));
        kinds.put("weekly +15 %", simulated.weekly(made));
        kinds.put("outliers ×3", simulated.withOutliers(made));
        kinds.put("drift of +20 %: one trend each", simulated.drifting(made, RISE));
        kinds.put(
                "step of +10 % at 3/4: one step each",
                simulated.stepped(made, STEP, length * 3 / 4, STEP_DEVIATION_PERCENT));
        return kinds;
    }

    private static String decimals(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
