package io.belastbar.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.evaluation.Runs;
import io.belastbar.load.imports.RunImport;
import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.report.page.HtmlReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.threshold.BudgetThresholds;
import io.belastbar.report.ReportLanguage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other tools measured knows less than a run of our own: reports say so instead of showing made-up figures. */
class ImportedReportsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gatling-3.11.log",
                "jmeter.csv",
                "jmeter.xml",
                "k6-handle-summary.json",
                "k6-stream.json",
                "wrk2.txt"
            })
    void everyImportHasEveryReport(String file) throws Exception {
        RunReport report = Reports.report(
                read(file),
                List.of(Runs.threshold("p(95)<500"), Runs.threshold("p(99.9)<500"), Runs.threshold("rate<1%")),
                new BudgetThresholds(List.of(), List.of()));
        StringBuilder csv = new StringBuilder();
        RunReportCsv.write(report, csv);

        for (ReportLanguage language : ReportLanguage.values()) {
            String page = HtmlReport.write(report, language, ZoneOffset.UTC);
            Files.createDirectories(Path.of("target/reports"));
            Files.writeString(Path.of("target/reports/import-" + file + "-" + language.code() + ".html"), page);
            assertThat(page.substring(page.indexOf("<body>"), page.indexOf("<script>")))
                    .doesNotContain("NaN", "Infinity", "∞", "null")
                    .contains(language == ReportLanguage.ENGLISH ? "Not known: " : "Nicht bekannt: ");
        }
        assertThat(csv).doesNotContain("NaN", "Infinity");
        assertThat(new ObjectMapper()
                        .readTree(RunReportJson.write(report))
                        .path("generator")
                        .path("known")
                        .asBoolean())
                .isFalse();
        assertThat(RunReportJunit.write(report)).startsWith("<?xml");
    }

    private static RunResult read(String file) throws Exception {
        try (InputStream in = RunImport.class.getResourceAsStream(file)) {
            return RunImport.read(null, in, new ImportContext("shop", "checkout", "run-1", Instant.EPOCH));
        }
    }
}
