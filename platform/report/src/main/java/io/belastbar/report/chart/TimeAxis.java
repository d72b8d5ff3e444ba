package io.belastbar.report.chart;

import io.belastbar.report.ReportTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The horizontal axis that all charts of a page share.
 *
 * @param seconds that it spans
 */
public record TimeAxis(double seconds, List<Tick> ticks) {

    public static final int LEFT = 62;
    public static final int WIDTH = 828;
    public static final int RIGHT = 110;
    public static final int TOTAL = LEFT + WIDTH + RIGHT;

    private static final int DAY = 86_400;
    private static final int[] STEPS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200
    };
    private static final int LABELS_MAX = 10;

    /** Where a line goes up, and what stands below it. */
    public record Tick(double second, String label) {}

    public TimeAxis {
        seconds = Math.max(1, seconds);
        ticks = List.copyOf(ticks);
    }

    /** Of something that began at 0. */
    public static TimeAxis running(int seconds) {
        int step = step(seconds);
        return new TimeAxis(
                seconds,
                IntStream.rangeClosed(0, seconds / step)
                        .mapToObj(n -> new Tick(n * (double) step, clock(n * step)))
                        .toList());
    }

    /** Between two moments: labelled by days, or by the time of day where it spans less than two; in the zone given. */
    public static TimeAxis between(Instant from, Instant to, ReportTime time) {
        long span = Math.max(1, from.until(to, ChronoUnit.SECONDS));
        List<Tick> ticks = new ArrayList<>();
        boolean days = span >= 2 * DAY;
        long step = days ? Math.max(1, Math.ceilDiv(span, (long) DAY * LABELS_MAX)) : step((int) span);
        LocalDate first = from.atZone(time.zone()).toLocalDate();
        ZonedDateTime at = first.atStartOfDay(time.zone());
        while (!at.toInstant().isAfter(to)) {
            if (!at.toInstant().isBefore(from)) {
                double second = from.until(at.toInstant(), ChronoUnit.MILLIS) / 1e3;
                ticks.add(new Tick(second, time.on(days ? "d. MMM" : "HH:mm", at.toInstant())));
            }
            at = days ? at.plusDays(step) : at.plusSeconds(step);
        }
        return new TimeAxis(span, ticks);
    }

    /** Time since the start: {@code 1:05} or {@code 1:00:05}. */
    public static String clock(int second) {
        int hours = second / 3_600;
        return hours == 0
                ? "%d:%02d".formatted(second / 60, second % 60)
                : "%d:%02d:%02d".formatted(hours, second / 60 % 60, second % 60);
    }

    public double x(double second) {
        return LEFT + WIDTH * second / seconds;
    }

    private static int step(int seconds) {
        for (int step : STEPS) {
            if (seconds / step <= LABELS_MAX) {
                return step;
            }
        }
        return DAY;
    }

    /** Lines, and the time below them when asked for. */
    void grid(Svg svg, double height, boolean labels) {
        StringBuilder lines = new StringBuilder();
        for (Tick tick : ticks) {
            lines.append('M').append(Svg.at(x(tick.second()))).append(" 0V").append(Svg.at(height));
            if (labels) {
                svg.text("tick", "middle", x(tick.second()), height + 16, tick.label());
            }
        }
        svg.path("grid", lines);
    }
}
