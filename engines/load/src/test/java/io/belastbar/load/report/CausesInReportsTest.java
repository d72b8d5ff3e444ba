package io.belastbar.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.evaluation.Runs;
import io.belastbar.load.report.page.HtmlReport;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.result.RunResultBuilder;
import io.belastbar.load.threshold.BudgetThresholds;
import io.belastbar.report.ReportLanguage;
import java.io.StringReader;
import java.time.ZoneOffset;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;

/** Why requests failed, in each form of a report. */
class CausesInReportsTest {

    private static final FailureCause MISSING =
            new FailureCause(1, ErrorClass.SQL_ERROR, "42P01", "relation \"ordders\" does not exist", 20);
    private static final FailureCause FORBIDDEN =
            new FailureCause(0, ErrorClass.UNEXPECTED_STATUS, "403", "expected 200, got 403: <b>no</b>", 5);

    @Test
    void jsonNamesStepClassCodeMessageShareAndAdvice() throws Exception {
        JsonNode failures = new ObjectMapper()
                .readTree(RunReportJson.write(report(FORBIDDEN, MISSING)))
                .path("failures");

        assertThat(failures).hasSize(2);
        assertThat(failures.get(0).path("step").asText()).isEqualTo("offer");
        assertThat(failures.get(0).path("errorClass").asText()).isEqualTo("SQL_ERROR");
        assertThat(failures.get(0).path("code").asText()).isEqualTo("42P01");
        assertThat(failures.get(0).path("message").asText()).isEqualTo("relation \"ordders\" does not exist");
        assertThat(failures.get(0).path("count").asLong()).isEqualTo(20);
        assertThat(failures.get(0).path("share").asDouble()).isEqualTo(1);
        assertThat(failures.get(0).path("advice").path("en").asText()).contains("There is no such table");
        assertThat(failures.get(0).path("advice").path("de").asText()).contains("Eine solche Tabelle gibt es nicht");
        assertThat(failures.get(1).path("share").asDouble()).isEqualTo(0.5);
    }

    @Test
    void junitTellsThemInTheTextOfAFailureAndBesideTheCases() throws Exception {
        String xml = RunReportJunit.write(report(FORBIDDEN, MISSING));

        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(GoldenFilesTest.class.getResource("junit.xsd"))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
        String failure = xml.substring(xml.indexOf("<failure"), xml.indexOf("</failure>"));
        String out = xml.substring(xml.lastIndexOf("<system-out>"));
        assertThat(List.of(failure, out)).allSatisfy(text -> assertThat(text)
                .contains("Why requests failed:")
                .contains("20 of `offer` (100 %): SQL_ERROR 42P01: relation \"ordders\" does not exist")
                .contains("There is no such table"));
    }

    @Test
    void aRunWithoutFailuresSaysNothingOfThem() {
        assertThat(RunReportJunit.write(report())).doesNotContain("Why requests failed");
        assertThat(HtmlReport.write(report(), ReportLanguage.ENGLISH, ZoneOffset.UTC))
                .doesNotContain("Why requests failed");
    }

    @Test
    void thePageHasThemWithAdviceInBothLanguagesAndEscapesWhatTheTargetSaid() {
        String english = HtmlReport.write(report(FORBIDDEN, MISSING), ReportLanguage.ENGLISH, ZoneOffset.UTC);
        String german = HtmlReport.write(report(FORBIDDEN, MISSING), ReportLanguage.GERMAN, ZoneOffset.UTC);

        assertThat(english)
                .contains("Why requests failed", "UNEXPECTED_STATUS 403", "What would help: There is no such table")
                .contains("got 403: &lt;b&gt;no&lt;/b&gt;")
                .doesNotContain("<b>no</b>");
        assertThat(german)
                .contains("Warum Anfragen fehlschlugen", "UNEXPECTED_STATUS 403")
                .contains("Was helfen würde: Eine solche Tabelle gibt es nicht");
    }

    private static RunReport report(FailureCause... causes) {
        RunResultBuilder run = Runs.of(2);
        Runs.second(run, 0, 0, 0, 10, causes.length == 0 ? 0 : 5, 10);
        Runs.second(run, 1, 1, 1, 20, causes.length == 0 ? 0 : 20, 10);
        return Reports.report(
                run.failures(causes).build(),
                List.of(Runs.threshold("rate<1%")),
                new BudgetThresholds(List.of(), List.of()));
    }
}
