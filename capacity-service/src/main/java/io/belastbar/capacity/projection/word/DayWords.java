package io.belastbar.capacity.projection.word;

import io.belastbar.report.ReportLanguage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Days of a system's zone, as a reader's language writes them.
 *
 * @param today another year than its is written beside
 */
public record DayWords(ReportLanguage language, ZoneId zone, LocalDate today) {

    public static DayWords of(ReportLanguage language, ZoneId zone, Instant now) {
        return new DayWords(language, zone, LocalDate.ofInstant(now, zone));
    }

    /** {@code 14 March}, {@code 14 March 2028}, {@code 14. März}. */
    public String day(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, zone);
        return written(day, day.getYear() != today.getYear());
    }

    /** With its year, whichever it is. */
    public String dayAndYear(Instant at) {
        return written(LocalDate.ofInstant(at, zone), true);
    }

    /** A day from which on something may come: what lay before today may come today. */
    public String from(Instant at) {
        return isPast(at) ? language.choose("heute", "today") : day(at);
    }

    public boolean isPast(Instant at) {
        return LocalDate.ofInstant(at, zone).isBefore(today);
    }

    public boolean isSameYear(Instant one, Instant other) {
        return LocalDate.ofInstant(one, zone).getYear()
                == LocalDate.ofInstant(other, zone).getYear();
    }

    /** The first of two days: without what the second one says too, {@code 3} of {@code 3 and 29 March}. */
    public String first(Instant at, Instant second) {
        if (isPast(at)) {
            return from(at);
        }
        LocalDate day = LocalDate.ofInstant(at, zone);
        LocalDate last = LocalDate.ofInstant(second, zone);
        if (day.getYear() != last.getYear()) {
            return written(day, true);
        }
        return day.getMonth() == last.getMonth() ? day.getDayOfMonth() + language.choose(".", "") : written(day, false);
    }

    /** The second of two days. */
    public String second(Instant at, Instant first) {
        LocalDate day = LocalDate.ofInstant(at, zone);
        boolean otherYear = day.getYear() != LocalDate.ofInstant(first, zone).getYear();
        return written(day, otherYear || day.getYear() != today.getYear());
    }

    public boolean isSameDay(Instant one, Instant other) {
        return LocalDate.ofInstant(one, zone).equals(LocalDate.ofInstant(other, zone));
    }

    private String written(LocalDate day, boolean withYear) {
        String pattern = language.choose("d. MMMM", "d MMMM") + (withYear ? " yyyy" : "");
        return DateTimeFormatter.ofPattern(pattern, language.locale()).format(day);
    }
}
