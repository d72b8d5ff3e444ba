package io.belastbar.chaos.fault.admission;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When production may be broken: {@code MON-FRI 09:00-16:00}; days and hours may pass over the end of the week and of the day. */
public record ProductionWindow(DayOfWeek first, DayOfWeek last, LocalTime from, LocalTime to) {
    private static final Pattern SHAPE = Pattern.compile("([A-Z]{3})-([A-Z]{3}) (\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");

    /** @throws IllegalArgumentException if it is none */
    public static ProductionWindow parse(String text) {
        Matcher matcher = SHAPE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a window should be as MON-FRI 09:00-16:00: was " + text);
        }
        return new ProductionWindow(
                day(matcher.group(1)),
                day(matcher.group(2)),
                LocalTime.parse(matcher.group(3)),
                LocalTime.parse(matcher.group(4)));
    }

    private static DayOfWeek day(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().startsWith(text)) {
                return day;
            }
        }
        throw new IllegalArgumentException("a day should be MON to SUN: was " + text);
    }

    /** Whether it is open; what begins in the evening belongs to that day also after midnight. */
    public boolean isOpen(ZonedDateTime now) {
        LocalTime time = now.toLocalTime();
        if (from.isBefore(to)) {
            return isDay(now.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
        }
        return isDay(now.getDayOfWeek()) && !time.isBefore(from)
                || isDay(now.getDayOfWeek().minus(1)) && time.isBefore(to);
    }

    private boolean isDay(DayOfWeek day) {
        return first.compareTo(last) <= 0
                ? day.compareTo(first) >= 0 && day.compareTo(last) <= 0
                : day.compareTo(first) >= 0 || day.compareTo(last) <= 0;
    }
}
