package io.belastbar.capacity.projection.making.day;

import io.belastbar.forecasting.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * When the steps of a series begin. The forecasting library counts every step with the same length; a day of the calendar has 23 or 25
 * hours when the clock changes, so steps of whole days are counted by dates.
 *
 * @param start of the step with the index 0
 * @param zone in which days begin
 */
public record StepCalendar(Instant start, Duration step, ZoneId zone) {
    private static final Duration DAY = Duration.ofDays(1);

    public static StepCalendar of(Series series) {
        return new StepCalendar(series.start(), series.step(), series.zone());
    }

    /** When the step with this index begins. */
    public Instant at(long index) {
        return isWholeDays()
                ? start.atZone(zone)
                        .toLocalDate()
                        .plusDays(index * step.toDays())
                        .atStartOfDay(zone)
                        .toInstant()
                : start.plus(step.multipliedBy(index));
    }

    /** Which step a moment lies in, as the library counts. */
    public long index(Instant counted) {
        return Math.floorDiv(Duration.between(start, counted).toMillis(), step.toMillis());
    }

    /** The moment of the calendar for one that the library counted; null for null. */
    public Instant moment(Instant counted) {
        if (counted == null || !isWholeDays()) {
            return counted;
        }
        long index = index(counted);
        Duration rest = Duration.between(start.plus(step.multipliedBy(index)), counted);
        Instant begin = at(index);
        double share = (double) rest.toMillis() / step.toMillis();
        return begin.plusMillis(
                Math.round(share * Duration.between(begin, at(index + 1)).toMillis()));
    }

    private boolean isWholeDays() {
        return step.toMillis() % DAY.toMillis() == 0;
    }
}
