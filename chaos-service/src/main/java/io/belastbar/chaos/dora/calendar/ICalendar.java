package io.belastbar.chaos.dora.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Due tests as iCalendar (RFC 5545): an event of a whole day each, with an alarm. */
public final class ICalendar {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final int LINE_BYTES_MAX = 75;

    private final ZoneId zone;
    private final StringBuilder text = new StringBuilder();

    private ICalendar(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * An event.
     *
     * @param uid the same as long as it is about the same runbook of the same system, so that a new due day moves it
     * @param changed when what it says changed last
     */
    public record Event(
            String uid, String summary, String description, Instant due, Instant remindAt, Instant changed) {}

    /**
     * The file.
     *
     * @param zone in which days begin
     * @param writtenAt when this is
     */
    public static String of(String name, List<Event> events, ZoneId zone, Instant writtenAt) {
        ICalendar calendar = new ICalendar(zone);
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        calendar.line("PRODID", "-//Belastbar//chaos-service//EN");
        calendar.line("CALSCALE", "GREGORIAN");
        calendar.line("METHOD", "PUBLISH");
        calendar.line("X-WR-CALNAME", escaped(name));
        events.forEach(event -> calendar.event(event, writtenAt));
        calendar.line("END", "VCALENDAR");
        return calendar.text.toString();
    }

    private void event(Event event, Instant writtenAt) {
        LocalDate day = LocalDate.ofInstant(event.due(), zone);
        line("BEGIN", "VEVENT");
        line("UID", escaped(event.uid()));
        line("DTSTAMP", UTC.format(writtenAt));
        line("LAST-MODIFIED", UTC.format(event.changed()));
        line("DTSTART;VALUE=DATE", DAY.format(day));
        line("DTEND;VALUE=DATE", DAY.format(day.plusDays(1)));
        line("SUMMARY", escaped(event.summary()));
        line("DESCRIPTION", escaped(event.description()));
        line("TRANSP", "TRANSPARENT");
        long before = ChronoUnit.DAYS.between(LocalDate.ofInstant(event.remindAt(), zone), day);
        line("BEGIN", "VALARM");
        line("ACTION", "DISPLAY");
        line("DESCRIPTION", escaped(event.summary()));
        line("TRIGGER", before == 0 ? "PT0S" : "-P" + before + "D");
        line("END", "VALARM");
        line("END", "VEVENT");
    }

    /** Folded so that no line has more than 75 bytes, and no character is cut apart (section 3.1). */
    private void line(String name, String value) {
        int bytes = 0;
        String line = name + ":" + value;
        for (int i = 0; i < line.length(); ) {
            int point = line.codePointAt(i);
            String character = new String(Character.toChars(point));
            int size = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > LINE_BYTES_MAX) {
                text.append("\r\n ");
                bytes = 1;
            }
            text.append(character);
            bytes += size;
            i += character.length();
        }
        text.append("\r\n");
    }

    /** A text (section 3.3.11); control characters have no place in it. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\r\n", "\n")
                .replace("\n", "\\n")
                .replaceAll("\\p{Cntrl}", " ");
    }
}
