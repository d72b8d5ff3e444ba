package io.belastbar.local.forecast;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** When limits are reached, as a table, and what a reader has to know below it. */
final class LimitTable {
    private static final int COLUMNS = 7;
    private static final String NOTHING = "-";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final ReportLanguage language;
    private final io.belastbar.report.ReportLanguage words;

    LimitTable(ReportLanguage language) {
        this.language = language;
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
        for (JsonNode projection : projections) {
            rows.addAll(rows(projection));
            below.addAll(remarks(projection));
        }
        List<String> lines = new ArrayList<>(aligned(rows));
        lines.addAll(below);
        return lines;
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
            row.addAll(dates(limit, projection.path("until")));
            rows.add(row);
        }
        if (rows.isEmpty()) {
            rows.add(List.of(metric, now, perDay, NOTHING, NOTHING, NOTHING, NOTHING));
        }
        return rows;
    }

    private List<String> dates(JsonNode limit, JsonNode until) {
        String beyond = "> " + day(until);
        return switch (limit.path("status").asText()) {
            case "REACHED" ->
                List.of(NOTHING, language.say("reached since ", "erreicht seit ") + day(limit.path("since")), NOTHING);
            case "EXPECTED" ->
                List.of(
                        date(limit.path("p10"), beyond),
                        date(limit.path("p50"), beyond),
                        date(limit.path("p90"), beyond));
            default -> List.of(NOTHING, beyond, NOTHING);
        };
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

    private static String date(JsonNode moment, String otherwise) {
        return moment.isTextual() ? day(moment) : otherwise;
    }

    private static String day(JsonNode moment) {
        return moment.isTextual() ? DAY.format(Instant.parse(moment.asText())) : NOTHING;
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
