package io.belastbar.benchmarks.forecast;

import io.belastbar.forecasting.Bounds;
import io.belastbar.forecasting.Forecasting;
import io.belastbar.forecasting.Series;
import io.belastbar.forecasting.limit.LimitDate;
import io.belastbar.forecasting.quality.LimitQuality;
import io.belastbar.forecasting.quality.SimulatedDisk;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;

/** Dates of limits beside those on which disks that are made fill, and alarms of disks that do not; beside a straight line by least squares. */
final class Disks {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration HORIZON = Duration.ofDays(90);
    private static final int HORIZON_HOURS = 90 * 24;

    private final int disks;

    Disks(int disks) {
        this.disks = disks;
    }

    void run() {
        System.out.printf(
                "%n| disk, %d of each | P50 within 5 days | P10 to P90 holds it | before P10 | alarms | a line's within 5 days | a line's alarms |%n"
                        + "|---|---|---|---|---|---|---|%n",
                disks);
        for (var kind : LimitQuality.kinds()) {
            var ours = LimitQuality.of(kind, disks, Disks::date);
            var line = LimitQuality.of(kind, disks, Disks::line);
            boolean fills = SimulatedDisk.of(kind, 0).fills();
            System.out.printf(
                    "| %s | %s | %s | %s | %s | %s | %s |%n",
                    kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    fills ? share(ours.near()) : "",
                    fills ? share(ours.held()) : "",
                    fills ? share(ours.early()) : "",
                    share(ours.alarms()),
                    fills ? share(line.near()) : "",
                    share(line.alarms()));
        }
    }

    private String share(int count) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * count / disks);
    }

    private static LimitDate date(SimulatedDisk disk) {
        double[] measured = Arrays.copyOf(disk.used(), SimulatedDisk.MEASURED);
        var series = new Series(LimitQuality.start(), HOUR, ZoneOffset.UTC, measured, Bounds.NOT_NEGATIVE);
        return Forecasting.select(series, HORIZON).errors().reaches(disk.limit(), false);
    }

    /** As {@code predict_linear} over the last six hours, the usual rule for disks, with 90 days ahead. */
    private static LimitDate line(SimulatedDisk disk) {
        int hours = 6;
        double product = 0;
        double square = 0;
        double mean = 0;
        for (int i = 0; i < hours; i++) {
            double x = i - (hours - 1) / 2.0;
            double value = disk.used()[SimulatedDisk.MEASURED - hours + i];
            product += x * value;
            square += x * x;
            mean += value / hours;
        }
        double now = mean + product / square * (hours - 1) / 2.0;
        double ahead = (disk.limit() - now) / (product / square);
        var end = LimitQuality.start().plus(HOUR.multipliedBy(SimulatedDisk.MEASURED - 1L));
        if (!(ahead > 0 && ahead <= HORIZON_HOURS)) {
            return new LimitDate.NotWithin(end.plus(HORIZON));
        }
        var at = end.plus(HOUR.multipliedBy(Math.round(ahead)));
        return new LimitDate.Expected(at, at, at);
    }
}
