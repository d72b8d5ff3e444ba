package io.belastbar.forecasting.quality;

import io.belastbar.forecasting.limit.LimitDate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * How good dates of limits are, over many disks of which it is known when they fill.
 *
 * @param disks how many
 * @param near whose P50 lies within 5 days
 * @param held whose date lies between P10 and P90
 * @param early whose date lies before P10
 * @param alarms that have a P50 at all
 */
public record LimitQuality(int disks, int near, int held, int early, int alarms) {

    private static final Duration NEAR = Duration.ofDays(5);
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    /** @param forecast of the measured part of a disk, whose first hour is {@link #start} */
    public static LimitQuality of(SimulatedDisk.Kind kind, int disks, Function<SimulatedDisk, LimitDate> forecast) {
        return LongStream.range(0, disks)
                .parallel()
                .mapToObj(seed -> {
                    var disk = SimulatedDisk.of(kind, seed);
                    return one(disk, forecast.apply(disk));
                })
                .reduce(new LimitQuality(0, 0, 0, 0, 0), LimitQuality::plus);
    }

    public static Instant start() {
        return START;
    }

    private static LimitQuality one(SimulatedDisk disk, LimitDate date) {
        if (!(date instanceof LimitDate.Expected expected)) {
            return new LimitQuality(1, 0, 0, 0, 0);
        }
        var truth = START.plus(Duration.ofHours(SimulatedDisk.MEASURED - 1L + disk.filled()));
        boolean near = disk.fills()
                && expected.p50() != null
                && Duration.between(expected.p50(), truth).abs().compareTo(NEAR) <= 0;
        boolean early = disk.fills() && truth.isBefore(expected.p10());
        boolean late = expected.p90() != null && truth.isAfter(expected.p90());
        boolean held = disk.fills() && !early && !late;
        return new LimitQuality(1, near ? 1 : 0, held ? 1 : 0, early ? 1 : 0, expected.p50() == null ? 0 : 1);
    }

    private LimitQuality plus(LimitQuality other) {
        return new LimitQuality(
                disks + other.disks, near + other.near, held + other.held, early + other.early, alarms + other.alarms);
    }

    public static List<SimulatedDisk.Kind> kinds() {
        return List.of(SimulatedDisk.Kind.values());
    }
}
