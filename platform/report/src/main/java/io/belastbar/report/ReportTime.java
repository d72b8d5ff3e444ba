package io.belastbar.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** Times as a reader's language and a system's zone write them; the zone always stands beside them. */
public record ReportTime(ReportLanguage language, ZoneId zone) {

    public static ReportTime utc(ReportLanguage language) {
        return new ReportTime(language, ZoneOffset.UTC);
    }

    /** To the second: {@code 21 Nov 2026, 01:00:00 UTC}. */
    public String second(Instant at) {
        return written(at, FormatStyle.MEDIUM);
    }

    /** To the minute: {@code 21.11.2026, 02:00 MEZ}. */
    public String minute(Instant at) {
        return written(at, FormatStyle.SHORT);
    }

    /** A day, or a time of day, without the zone: for axes that say it once. */
    public String on(String pattern, Instant at) {
        return DateTimeFormatter.ofPattern(pattern, language.locale())
                .withZone(zone)
                .format(at);
    }

    /** What the zone is called at a time: {@code UTC}, {@code CET}, {@code MESZ}. */
    public String zone(Instant at) {
        return zone.getRules().isFixedOffset() && zone.getRules().getOffset(at).equals(ZoneOffset.UTC)
                ? "UTC"
                : on("z", at);
    }

    private String written(Instant at, FormatStyle time) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, time)
                        .withLocale(language.locale())
                        .withZone(zone)
                        .format(at)
                + " " + zone(at);
    }
}
