package io.belastbar.local.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiPath;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Which function was tested under which scenario, as a table. */
final class DueTests {
    private static final String PATH = "/resilience-coverage";
    private static final int PAGE = 200;
    private static final String NOTHING = "-";

    private final GameDays days;
    private final String system;
    private final ReportLanguage language;
    private final DateTimeFormatter minute;

    DueTests(GameDays days, String system, ReportLanguage language, ZoneId zone) {
        this.days = days;
        this.system = system;
        this.language = language;
        this.minute =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(zone);
    }

    static String path(String system, String rest) {
        return ApiPath.system(system) + PATH + rest;
    }

    /** Prints every row of a list; without any, why there is none and what helps. */
    List<JsonNode> print(String list) throws IOException, InterruptedException {
        List<JsonNode> rows = new ArrayList<>();
        String next = "";
        JsonNode page;
        do {
            page = GameDays.required(
                    days.api()
                            .get(
                                    GameDays.SERVICE,
                                    path(system, list + "?limit=" + PAGE + "&lang=" + language.code() + next)),
                    language.say("there is no list", "es gibt keine Liste"));
            page.path("items").forEach(rows::add);
            next = "&cursor=" + ApiPath.encoded(page.path("nextCursor").asText());
        } while (page.hasNonNull("nextCursor"));
        if (page.hasNonNull("missing")) {
            System.out.println(Moment.plain(page.path("missing").path("reason").asText()) + ": "
                    + Moment.plain(page.path("missing").path("command").asText()));
        } else if (rows.isEmpty()) {
            System.out.println(language.say(
                    "no runbook says how often it is due (frequency)",
                    "kein Runbook sagt, wie oft es fällig ist (frequency)"));
        } else {
            table(rows);
        }
        return rows;
    }

    private void table(List<JsonNode> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                language.say("status", "Stand"),
                language.say("due", "fällig"),
                language.say("runbook", "Runbook"),
                language.say("function", "Funktion"),
                language.say("last test", "letzter Test")));
        rows.forEach(row -> lines.add(List.of(
                status(row.path("status").asText()),
                time(row.path("dueAt")),
                Moment.plain(row.path("runbook").asText()),
                Moment.plain(row.path("function").asText()),
                test(row.path("lastTest")))));
        int[] widths = IntStream.range(0, 5)
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                text.append(line.get(column))
                        .append(" ".repeat(widths[column] - line.get(column).length() + 2));
            }
            System.out.println(text.toString().stripTrailing());
        }
    }

    private String test(JsonNode test) {
        if (!test.isObject()) {
            return NOTHING;
        }
        List<String> marks = new ArrayList<>();
        test.path("marks").forEach(mark -> marks.add(mark(mark.asText())));
        return time(test.path("finishedAt")) + " "
                + Moment.plain(test.path("outcome").asText())
                + (marks.isEmpty() ? "" : " (" + String.join(", ", marks) + ")");
    }

    private String time(JsonNode at) {
        return at.isTextual() ? minute.format(Instant.parse(at.asText())) : NOTHING;
    }

    private String status(String status) {
        return switch (status) {
            case "COVERED" -> language.say("covered", "abgedeckt");
            case "DUE_SOON" -> language.say("due soon", "bald fällig");
            case "OVERDUE" -> language.say("OVERDUE", "ÜBERFÄLLIG");
            case "NOT_YET_TESTED" -> language.say("not tested yet", "noch nicht getestet");
            case "NOT_SCHEDULED" -> language.say("no frequency", "ohne Häufigkeit");
            case "UNREADABLE" -> language.say("NOT READABLE", "NICHT LESBAR");
            case "RUNBOOK_GONE" -> language.say("runbook gone", "Runbook fort");
            default -> Moment.plain(status);
        };
    }

    private String mark(String mark) {
        return switch (mark) {
            case "REHEARSAL" -> language.say("rehearsal", "Probe");
            case "UNATTENDED" -> language.say("unattended", "unbeaufsichtigt");
            case "TEST_ENVIRONMENT" -> language.say("test environment", "Testumgebung");
            default -> Moment.plain(mark);
        };
    }
}
