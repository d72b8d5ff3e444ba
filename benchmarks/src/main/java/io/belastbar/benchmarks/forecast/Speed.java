package io.belastbar.benchmarks.forecast;

import io.belastbar.forecasting.Bounds;
import io.belastbar.forecasting.Forecasting;
import io.belastbar.forecasting.Series;
import io.belastbar.forecasting.selection.Choice;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What choosing a method and carrying on with it take, over series of 90 days by the hour with a day, a week, growth and noise. */
final class Speed {

    private static final int VALUES = 90 * 24;

    private static final int KEPT = 100;

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final int HEAP_EVERY = 500;

    private final int series;
    private final int horizon;
    private final List<Choice> kept = new ArrayList<>();

    Speed(int series, int horizon) {
        this.series = series;
        this.horizon = horizon;
    }

    void run() {
        System.out.printf("%n%d series of %d values, %d ahead, one thread%n%n", series, VALUES, horizon);
        System.out.printf(
                "| | processor time a series, ms | heap after a collection, MB, first and last |%n|---|---|---|%n");
        var ahead = Duration.ofHours(horizon);
        phase("selected anew", i -> keep(i, Forecasting.select(made(i), ahead).choice()));
        phase("kept method", i -> Forecasting.carryOn(made(i), ahead, kept.get(i % KEPT)));
        phase("kept method and the date of a limit", i -> Forecasting.carryOn(made(i), ahead, kept.get(i % KEPT))
                .errors()
                .reaches(250, false));
    }

    /** A service stores choices; here a few stand for all, so that the heap is the engine's. */
    private void keep(int number, Choice choice) {
        if (number < KEPT) {
            kept.add(choice);
        }
    }

    private interface Work {
        void on(int number);
    }

    private void phase(String name, Work work) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        var heaps = new ArrayList<Double>();
        for (int i = 0; i < series; i++) {
            work.on(i);
            if (i % HEAP_EVERY == 0 || i == series - 1) {
                heaps.add(heap());
            }
        }
        double nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f, %.1f |%n",
                name,
                nanos / 1e6 / series,
                heaps.getFirst(),
                heaps.getLast());
    }

    private static double heap() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
    }

    /** Deterministic by its number: of each kind of series some. */
    private static Series made(int number) {
        var random = new Random(number);
        double growth = random.nextGaussian() * 0.02;
        double day = random.nextDouble() * 30;
        double week = random.nextDouble() * 10;
        double memory = random.nextDouble();
        var values = new double[VALUES];
        double noise = 0;
        for (int i = 0; i < VALUES; i++) {
            noise = memory * noise + random.nextGaussian() * 5;
            double season = day * Math.sin(2 * Math.PI * i / 24) + (i / 24 % 7 < 5 ? week : -week);
            values[i] = Math.max(0, 100 + growth * i + season + noise);
        }
        return new Series(START, Duration.ofHours(1), ZoneId.of("Europe/Berlin"), values, Bounds.NOT_NEGATIVE);
    }
}
