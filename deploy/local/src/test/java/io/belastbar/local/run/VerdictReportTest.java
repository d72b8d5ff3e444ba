package io.belastbar.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.ReportLanguage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The console claims no more than the report does. */
class VerdictReportTest {

    @Test
    void whatCouldNotBeJudgedIsNamed() throws Exception {
        String text = printed(ReportLanguage.EN, """
                {"verdict": "PASSED", "reasons": [],
                 "summary": {"en": "every threshold that could be judged was kept; 1 of 2 could not: rate<0.001: 0 of 50",
                             "de": "alle …"},
                 "caveats": [{"en": "rate<0.001: 0 of 50 requests failed; 2,995 are needed.", "de": "…"}],
                 "thresholds": [
                   {"step": null, "tenant": null, "expression": "p(50)<100", "status": "PASS", "limit": 100.0,
                    "observed": 20.0, "margin": 80.0, "marginPercent": 80.0},
                   {"step": null, "tenant": null, "expression": "rate<0.001", "status": "INCONCLUSIVE", "limit": 0.001,
                    "observed": 0.0, "margin": 0.001, "marginPercent": 100.0}]}""");

        assertThat(text)
                .contains("Verdict: PASSED – every threshold that could be judged was kept; 1 of 2 could not")
                .contains("  rate<0.001: 0 of 50 requests failed; 2,995 are needed.")
                .containsPattern("INCONCLUSIVE +whole run +rate<0\\.001")
                .doesNotContain("every threshold was kept");
    }

    @Test
    void aTimeBeyondEveryGoodAnswerIsNoNumber() throws Exception {
        String text = printed(ReportLanguage.EN, """
                {"verdict": "FAILED", "summary": {"en": "1 of 1 thresholds violated", "de": "…"},
                 "reasons": [{"en": "p(95)<500: beyond every good answer, because 600 of 1,000 requests failed.",
                              "de": "…"}], "caveats": [],
                 "thresholds": [{"step": "list", "tenant": null, "expression": "p(95)<500", "status": "FAIL",
                    "limit": 500.0, "observed": null, "margin": null, "marginPercent": null}]}""");

        assertThat(text)
                .containsPattern("FAIL +list +p\\(95\\)<500 +500 ms +– +–")
                .contains("Verdict: FAILED – 1 of 1 thresholds violated")
                .contains("beyond every good answer");
    }

    @Test
    void withoutAReportNoMoreIsClaimedThanTheRowsShow() throws Exception {
        String row = """
                {"verdict": "PASSED", "thresholds": [{"on": "list", "expression": "rate<0.001", "status": "%s",
                    "limit": 0.001, "observed": 0.0, "margin": 0.001, "marginPercent": 100.0}]}""";

        assertThat(printed(ReportLanguage.EN, row.formatted("PASS"))).contains("PASSED – every threshold was kept");
        assertThat(printed(ReportLanguage.EN, row.formatted("INCONCLUSIVE")))
                .contains("PASSED – no threshold was violated");
        assertThat(printed(ReportLanguage.DE, row.formatted("WARN"))).contains("PASSED – keine Schwelle verletzt");
    }

    private static String printed(ReportLanguage language, String report) throws Exception {
        var bytes = new ByteArrayOutputStream();
        new VerdictReport(new PrintStream(bytes, true, StandardCharsets.UTF_8), language)
                .print(new ObjectMapper().readTree(report));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
