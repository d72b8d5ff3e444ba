package io.belastbar.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.ReportLanguage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void aRunThatEndedEarlyIsNotSaidToPromiseNothing() throws Exception {
        String aborted = "{\"verdict\": \"ABORTED\", \"thresholds\": []}";

        assertThat(printed(ReportLanguage.EN, aborted, true))
                .contains("No threshold was judged: the run ended before its load.")
                .doesNotContain("promised");
        assertThat(printed(ReportLanguage.DE, aborted, true)).contains("Der Lauf endete vor seiner Last.");
        assertThat(printed(ReportLanguage.EN, aborted))
                .contains("No threshold was judged: the run broke off.")
                .doesNotContain("promised");
        assertThat(printed(ReportLanguage.EN, "{\"verdict\": \"PASSED\", \"thresholds\": []}"))
                .contains("No thresholds: the run was held against no promise.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    EN | PASS +whole run +p\\(95\\)<500 +500 ms +10\\.351 ms +97\\.9 %
                    DE | gehalten +ganzer Lauf +p\\(95\\)<500 +500 ms +10,351 ms +97,9 %
                    EN | NOT_OFFERED +whole run +throughput>1500/s +1,500/s +1,234\\.5/s +-17\\.7 %
                    DE | nicht angeboten +ganzer Lauf +throughput>1500/s +1\\.500/s +1\\.234,5/s +-17,7 %
                    EN | INCONCLUSIVE +list +rate<0\\.125% +0\\.125 % +0 % +100 %
                    EN | FAIL +whole run +throughput>=500/min +500/min +499\\.8/min +0 %
                    EN | PASS +list +rate<0\\.00000000001 +0\\.000000001 % +0 % +100 %
                    EN | FAIL +list +max<0\\.00005 +0\\.00005 ms +1 ms +–
                    DE | zu wenige +list +rate<0\\.125% +0,125 % +0 % +100 %
                    """)
    void theNumbersOfTheTableAreThoseOfTheLanguage(ReportLanguage language, String row) throws Exception {
        assertThat(printed(language, """
                {"verdict": "PASSED", "thresholds": [
                  {"expression": "p(95)<500", "status": "PASS", "limit": 500.0, "observed": 10.351,
                   "marginPercent": 97.9298},
                  {"expression": "throughput>1500/s", "status": "NOT_OFFERED", "limit": 1500, "observed": 1234.5,
                   "marginPercent": -17.7},
                  {"expression": "throughput>=500/min", "status": "FAIL", "limit": 8.333333333333334,
                   "observed": 8.33, "marginPercent": -0.04},
                  {"on": "list", "expression": "rate<0.00000000001", "status": "PASS", "limit": 0.00000000001,
                   "observed": 0, "marginPercent": 100},
                  {"on": "list", "expression": "max<0.00005", "status": "FAIL", "limit": 0.00005, "observed": 1},
                  {"on": "list", "expression": "rate<0.125%", "status": "INCONCLUSIVE", "limit": 0.00125, "observed": 0,
                   "marginPercent": 100}]}""")).containsPattern(row);
    }

    private static String printed(ReportLanguage language, String report) throws Exception {
        return printed(language, report, false);
    }

    private static String printed(ReportLanguage language, String report, boolean refused) throws Exception {
        var bytes = new ByteArrayOutputStream();
        new VerdictReport(new PrintStream(bytes, true, StandardCharsets.UTF_8), language)
                .print(new ObjectMapper().readTree(report), refused);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
