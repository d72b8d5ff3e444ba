package io.belastbar.local.forecast;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** When limits are reached, as a table, and what a reader has to know below it. */
final class LimitTable {
    private static final int COLUMNS = 7;
    private static final String NOTHING = "-";

    private final ReportLanguage language;
    private final io.belastbar.report.ReportLanguage words;

    private final Instant now;

    /** @param now dates before its day are over */
    LimitTable(ReportLanguage language, Instant now) {
        this.language = language;
        this.now = now;
        this.words = io.belastbar.report.ReportLanguage.of(language.code()).orElseThrow();
    }

    List<String> lines(Iterable<JsonNode> projections) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                language.say("metric", "Metrik"),
                language.say("now", "jetzt"),
                language.say("a day", "am Tag"),
                language.say("limit", "Limit"),
                "P10",
                "P50",
                "P90"));
        List<String> below = new ArrayList<>();
        for (JsonNode projection : staleLast(projections)) {
            rows.addAll(rows(projection));
            below.addAll(remarks(projection));
        }
        List<String> lines = new ArrayList<>(aligned(rows));
        lines.addAll(below);
        return lines;
    }

    /** What nobody measures any more does not lead. */
    private static List<JsonNode> staleLast(Iterable<JsonNode> projections) {
        List<JsonNode> sorted = new ArrayList<>();
        projections.forEach(sorted::add);
        sorted.sort(Comparator.comparing(LimitTable::isStale));
        return sorted;
    }

    private static boolean isStale(JsonNode projection) {
        for (JsonNode remark : projection.path("remarks")) {
            if (remark.path("kind").asText().equals("stale")) {
                return true;
            }
        }
        return false;
    }

    private List<List<String>> rows(JsonNode projection) {
        String unit = plain(projection.path("unit").asText());
        String metric = plain(projection.path("metric").asText());
        String now = amount(projection.path("current").path("value"), unit);
        double slope = projection.path("slopePerDay").asDouble();
        String perDay = (slope > 0 ? "+" : "") + words.number(slope);
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode limit : projection.path("limits")) {
            List<String> row = new ArrayList<>(List.of(
                    metric,
                    now,
                    perDay,
                    amount(limit.path("value"), plain(limit.path("unit").asText()))));
            row.addAll(dates(limit, projection.path("until"), zone(projection)));
            rows.add(row);
        }
        if (rows.isEmpty()) {
            rows.add(List.of(metric, now, perDay, NOTHING, NOTHING, NOTHING, NOTHING));
        }
        return rows;
    }

    private List<String> dates(JsonNode limit, JsonNode until, ZoneId zone) {
        String beyond = until.isTextual() ? "> " + day(until, zone) : NOTHING;
        return switch (limit.path("status").asText()) {
            case "REACHED" ->
                List.of(
                        NOTHING,
                        language.say("reached since ", "erreicht seit ") + day(limit.path("since"), zone),
                        NOTHING);
            case "EXPECTED" ->
                Stream.of("p10", "p50", "p90")
                        .map(name -> expected(limit.path(name), zone, beyond))
                        .toList();
            default -> List.of(NOTHING, beyond, NOTHING);
        };
    }

    /** A date that is over is not expected any more: it may be any day now. */
    private String expected(JsonNode moment, ZoneId zone, String otherwise) {
        if (!moment.isTextual()) {
            return otherwise;
        }
        String day = day(moment, zone);
        return day.compareTo(LocalDate.ofInstant(now, zone).toString()) < 0
                ? language.say("from today", "ab heute")
                : day;
    }

    /** In which the service tells days; of one that says none, that of this machine. */
    private static ZoneId zone(JsonNode projection) {
        try {
            return projection.path("zone").isTextual()
                    ? ZoneId.of(projection.path("zone").asText())
                    : ZoneId.systemDefault();
        } catch (DateTimeException unknown) {
            return ZoneId.systemDefault();
        }
    }

    private List<String> remarks(JsonNode projection) {
        List<String> lines = new ArrayList<>();
        String metric = plain(projection.path("metric").asText());
        lines.add(metric + ": " + said(projection.path("method").path("reason")));
        for (JsonNode remark : projection.path("remarks")) {
            lines.add(metric + ": " + said(remark.path("text")));
        }
        long age = projection.path("ageHours").asLong();
        if (age >= 24) {
            lines.add(metric + ": "
                    + language.say(
                            "this forecast is " + age + " hours old", "diese Prognose ist " + age + " Stunden alt"));
        }
        return lines;
    }

    private String said(JsonNode sentence) {
        return plain(sentence.path(language.say("english", "german")).asText());
    }

    private static String day(JsonNode moment, ZoneId zone) {
        try {
            return moment.isTextual()
                    ? LocalDate.ofInstant(Instant.parse(moment.asText()), zone).toString()
                    : NOTHING;
        } catch (DateTimeException unreadable) {
            return plain(moment.asText());
        }
    }

    private String amount(JsonNode value, String unit) {
        return value.isNumber() ? (words.number(value.asDouble()) + " " + unit).strip() : NOTHING;
    }

    /** What others named must not steer the terminal. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static List<String> aligned(List<List<String>> rows) {
        int[] widths = IntStream.range(0, COLUMNS)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> aligned(row, widths)).toList();
    }

    private static String aligned(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < COLUMNS; column++) {
            line.append(row.get(column))
                    .append(" ".repeat(widths[column] - row.get(column).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
