package io.belastbar.local.testrun;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.local.ReportLanguage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FailureReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POINT = """
            {"elapsedMs": 3000, "virtualUsers": 2, "offeredPerSecond": 10, "requestsPerSecond": 9.5, "p95LatencyMs": 21.4,
             "requests": 1030, "errors": 40,
             "failures": {"byClass": {"TIMEOUT": 3, "SQL_ERROR": 37},
                          "main": {"step": "orders", "error": "SQL_ERROR", "code": "42P01", "count": 37,
                                   "message": "relation \\"ordders\\" does not exist"}}}
            """;

    private static final String REPORT = """
            {"failures": [{"step": "me", "errorClass": "UNEXPECTED_STATUS", "code": "403", "count": 9994, "share": 1,
                           "message": "expected 200, got 403", "advice": {"en": "Give it the right.", "de": "Recht geben."}},
                          {"step": "after", "errorClass": "TIMEOUT", "code": "", "count": 3, "share": 0.0123,
                           "message": "", "advice": {"en": "Look.", "de": "Ansehen."}}]}
            """;

    @Test
    void eachCauseHasItsCountShareStepCodeMessageAndAdvice() {
        assertThat(printed(out -> new FailureReport(out, ReportLanguage.EN).print(tree(REPORT))))
                .isEqualToNormalizingNewlines("""
                        Why requests failed:
                          9,994 of me (100 %): UNEXPECTED_STATUS 403: expected 200, got 403
                              → Give it the right.
                          3 of after (1.23 %): TIMEOUT
                              → Look.
                        """);
        assertThat(printed(out -> new FailureReport(out, ReportLanguage.DE).print(tree(REPORT))))
                .contains("Warum Anfragen fehlschlugen:", "9.994 von me", "(1,23 %)", "→ Recht geben.");
    }

    @Test
    void theRunAsTheApiShowsItIsUnderstoodToo() {
        String run = """
                {"failures": [{"step": "me", "error": "TIMEOUT", "code": "", "count": 3, "share": 1, "message": "late",
                               "advice": "Look.", "adviceGerman": "Ansehen."}]}
                """;

        assertThat(printed(out -> new FailureReport(out, ReportLanguage.DE).print(tree(run))))
                .contains("3 von me (100 %): TIMEOUT: late", "→ Ansehen.");
    }

    @Test
    void aRunWithoutFailuresPrintsNothing() {
        assertThat(printed(out -> new FailureReport(out, ReportLanguage.EN).print(tree("{\"failures\": []}"))))
                .isEmpty();
        assertThat(printed(out -> new FailureReport(out, ReportLanguage.EN).print(tree("{}"))))
                .isEmpty();
    }

    @Test
    void ofManyCausesTheFirstTenAreShown() {
        ObjectNode run = JSON.createObjectNode();
        ArrayNode failures = run.putArray("failures");
        for (int n = 0; n < 13; n++) {
            failures.addObject()
                    .put("step", "s" + n)
                    .put("errorClass", "TIMEOUT")
                    .put("count", 1);
        }

        assertThat(printed(out -> new FailureReport(out, ReportLanguage.EN).print(run)))
                .contains("of s9 ", "… 3 more causes")
                .doesNotContain("of s10 ");
    }

    @Test
    void theProgressLineSaysWhichFiguresAreOfTheLastSecond() {
        assertThat(new ProgressLine(System.out, false, ReportLanguage.EN).text(tree(POINT)))
                .isEqualTo("     3 s  last second:    2 users     10.0/s offered      9.5 req/s  p95 21 ms"
                        + "   so far: 1030 requests  40 errors (SQL_ERROR 37, TIMEOUT 3)");
        assertThat(new ProgressLine(System.out, false, ReportLanguage.DE).text(tree(POINT)))
                .contains(
                        "letzte Sekunde:    2 Benutzer     10,0/s angeboten      9,5 Anfr./s  p95 21 ms",
                        "bisher: 1030 Anfragen  40 Fehler (SQL_ERROR 37");
    }

    @Test
    void aSecondWithoutAGoodAnswerHasNoTime() {
        String silent = POINT.replace("\"p95LatencyMs\": 21.4", "\"p95LatencyMs\": 0.0");

        assertThat(new ProgressLine(System.out, false, ReportLanguage.EN).text(tree(silent)))
                .contains("p95 – ms");
    }

    @Test
    void theMainCauseIsToldOnceWhileTheRunGoesOn() {
        String printed = printed(out -> {
            ProgressLine line = new ProgressLine(out, true, ReportLanguage.EN);
            line.show(tree(POINT));
            line.show(tree(POINT));
            line.end();
        });

        assertThat(printed.split("! orders: SQL_ERROR 42P01: relation \"ordders\" does not exist", -1))
                .hasSize(2);
    }

    private static String printed(Consumer<PrintStream> action) {
        var bytes = new ByteArrayOutputStream();
        action.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
