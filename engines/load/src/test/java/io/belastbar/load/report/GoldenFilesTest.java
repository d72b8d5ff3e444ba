package io.belastbar.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.evaluation.Runs;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.threshold.BudgetThresholds;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;

/** What other programs read must not change by accident. */
class GoldenFilesTest {

    @Test
    void json() throws Exception {
        golden("run-report.json", RunReportJson.write(Reports.small()));
    }

    @Test
    void junit() throws Exception {
        golden("run-report.xml", RunReportJunit.write(Reports.small()));
    }

    @Test
    void csv() throws Exception {
        StringBuilder csv = new StringBuilder();
        RunReportCsv.write(Reports.small(), csv);

        golden("run-report.csv", csv.toString());
    }

    @Test
    void whatIsNotKnownIsNullInJson() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(RunReportJson.write(Reports.report(
                        Runs.of(5).build(),
                        List.of(Runs.threshold("p(95)<500")),
                        new BudgetThresholds(List.of(), List.of()))));

        assertThat(json.path("thresholds").get(0).path("observed").isNull()).isTrue();
        assertThat(json.path("total").path("responseMs").path("p99").isNull()).isTrue();
        assertThat(json.path("generator").path("latenessP99Ms").isNull()).isTrue();
        assertThat(json.path("fairness").isNull()).isTrue();
        assertThat(json.path("verdict").asText()).isEqualTo("INVALID");
    }

    @Test
    void junitXmlHasTheShapeThatPipelinesRead() throws Exception {
        validator().validate(new StreamSource(new StringReader(RunReportJunit.write(Reports.small()))));
    }

    @Test
    void inAnInvalidRunABrokenThresholdIsAnError() throws Exception {
        RunResult run = Runs.stalled();
        RunResult late = new RunResult(
                run.identity(),
                run.provenance(),
                run.steps(),
                run.tenants(),
                run.seconds(),
                run.totals(),
                new GeneratorReport(50, 90, 0, 0, 0.5, 0.5, 1, List.of(), null));
        String xml = RunReportJunit.write(
                Reports.report(late, List.of(Runs.threshold("p(99)<100")), new BudgetThresholds(List.of(), List.of())));

        validator().validate(new StreamSource(new StringReader(xml)));
        assertThat(xml)
                .contains("tests=\"2\" failures=\"0\" errors=\"2\"")
                .contains("<error message=\"The load generator itself was late")
                .doesNotContain("<failure");
    }

    private static Validator validator() throws Exception {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        return factory.newSchema(GoldenFilesTest.class.getResource("junit.xsd")).newValidator();
    }

    /** The file to look at, and to take over if it is right, is left in the build directory. */
    private static void golden(String name, String actual) throws IOException {
        Path written = Path.of("target/golden", name);
        Files.createDirectories(written.getParent());
        Files.writeString(written, actual);
        try (InputStream golden = GoldenFilesTest.class.getResourceAsStream(name)) {
            assertThat(golden).as("golden file " + name).isNotNull();
            assertThat(actual).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
