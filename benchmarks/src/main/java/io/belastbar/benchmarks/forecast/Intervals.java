package io.belastbar.benchmarks.forecast;

import io.belastbar.forecasting.quality.Coverage;
import io.belastbar.forecasting.quality.SimulatedSeries;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** How many of the values that came lie inside the intervals of 95 percent: on series of a competition, and on short ones that are made. */
final class Intervals {

    private static final List<Integer> HISTORIES = List.of(13, 26, 52);
    private static final int AHEAD_MAX = 13;
    private static final Duration WEEK = Duration.ofDays(7);

    private final int every;
    private final int made;

    /**
     * @param every only every so many-th series of a file
     * @param made so many short ones of each length
     */
    Intervals(int every, int made) {
        this.every = every;
        this.made = made;
        System.out.printf(
                "%n| series | values | inside 95 %% | a line's by least squares | marked approximate | width, naive errors |%n"
                        + "|---|---|---|---|---|---|%n");
    }

    void of(CompetitionFile file) {
        var step = step(file);
        int series = (file.series().size() + every - 1) / every;
        print(file.name(), series, i -> {
            var known = file.series().get(i * every);
            return Coverage.of(known.history(), known.future(), step);
        });
    }

    void made() {
        var kinds = SimulatedSeries.Kind.values();
        for (int history : HISTORIES) {
            int ahead = Math.min(AHEAD_MAX, history / 2);
            print(history + " values, made", made, i -> {
                var series = SimulatedSeries.of(kinds[i % kinds.length], history, ahead, i);
                return Coverage.of(series.history(), series.future(), WEEK);
            });
        }
    }

    private static void print(String name, int series, IntFunction<Coverage> one) {
        var all = IntStream.range(0, series).parallel().mapToObj(one).reduce(Coverage.NONE, Coverage::plus);
        System.out.printf(
                Locale.ROOT,
                "| %s, %d | %d | %.1f %% | %.1f %% | %.0f %% | %.1f |%n",
                name,
                series,
                all.values(),
                100 * all.share(),
                100.0 * all.line() / all.values(),
                100.0 * all.approximate() / all.values(),
                all.widths() / all.values());
    }

    private static Duration step(CompetitionFile file) {
        return switch (file.name().toLowerCase(Locale.ROOT)) {
            case "hourly" -> Duration.ofHours(1);
            case "daily" -> Duration.ofDays(1);
            case "weekly" -> WEEK;
            case "monthly" -> Duration.ofDays(30);
            case "quarterly" -> Duration.ofDays(91);
            default -> Duration.ofDays(365);
        };
    }
}
