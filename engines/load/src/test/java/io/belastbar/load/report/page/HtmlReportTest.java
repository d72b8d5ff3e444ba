package io.belastbar.load.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.evaluation.Runs;
import io.belastbar.load.report.Reports;
import io.belastbar.load.report.RunReport;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.RunResultBuilder;
import io.belastbar.load.threshold.BudgetThresholds;
import io.belastbar.load.threshold.Scope;
import io.belastbar.report.ReportLanguage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlReportTest {

    private static final Pattern OUTSIDE = Pattern.compile(
            "(?i)(src|href|action|data|poster|srcset)\\s*=\\s*[\"']?(?!data:,)[^\"'>]|url\\(|@import|https?://|//[a-z]"
                    + "|fetch\\(|XMLHttpRequest|import\\(");

    @Test
    void thePageNeedsNothingFromOutside() throws Exception {
        RunReport report = Reports.lifelikeReport(300, 8, 150);
        for (ReportLanguage language : ReportLanguage.values()) {
            String page = HtmlReport.write(report, language, ZoneOffset.UTC);
            Files.createDirectories(Path.of("target/reports"));
            Files.writeString(Path.of("target/reports/lifelike-" + language.code() + ".html"), page);

            assertThat(OUTSIDE.matcher(page.replaceAll("data-[a-z]+=", ""))
                            .results()
                            .map(found -> found.group()))
                    .isEmpty();
            assertThat(page).contains(language == ReportLanguage.ENGLISH ? "By offered load" : "Nach angebotener Last");
            assertThat(page).contains("default-src 'none'");
            assertThat(page).contains("<html lang=\"" + language.code() + "\">").endsWith("</html>\n");
        }
    }

    @Test
    void bothLanguagesSayTheSame() {
        RunReport report = Reports.small();

        String english = HtmlReport.write(report, ReportLanguage.ENGLISH, ZoneOffset.UTC);
        String german = HtmlReport.write(report, ReportLanguage.GERMAN, ZoneOffset.UTC);

        assertThat(english)
                .contains("Failed: 2 of 5 thresholds violated.")
                .contains("Response time")
                .contains("Service time")
                .contains("Per tenant")
                .contains("100/s")
                .contains("the scenario does not call it");
        assertThat(german)
                .contains("Nicht bestanden: 2 von 5 Schwellen verletzt.")
                .contains("Antwortzeit")
                .contains("Bedienzeit")
                .contains("Je Mandant")
                .contains("1,2 ms")
                .contains("das Szenario ruft ihn nicht auf");
        assertThat(german).doesNotContain("Response time", "Per tenant", "thresholds are");
    }

    @Test
    void whatOthersWroteIsEscaped() {
        String hostile = "</script><img src=x onerror=alert(1)>\"'&\u0000";
        RunResultBuilder run = new RunResultBuilder(
                new RunIdentity(hostile, hostile, hostile, 1, hostile, Instant.EPOCH, Duration.ofSeconds(3)),
                new Provenance(hostile, hostile, hostile, List.of(hostile)),
                List.of(new StepInfo(hostile, hostile + "2", hostile)),
                List.of(hostile, "b"));
        for (int second = 0; second < 3; second++) {
            Runs.second(run, second, 0, second % 2, 5, 1, 10);
        }
        run.generator(new GeneratorReport(1, 2, 0, 0, 0, 0, 1, List.of(hostile), null));
        RunResult result = run.build();
        RunReport report = Reports.report(
                result,
                List.of(Runs.on(Scope.step(hostile), "max<1", Duration.ofSeconds(2))),
                BudgetThresholds.of(
                        List.of(new BudgetThresholds.Objective(hostile, hostile, hostile)), result.steps()));

        String page = HtmlReport.write(report, ReportLanguage.ENGLISH, ZoneOffset.UTC);

        assertThat(page).doesNotContain("<img").doesNotContain("\u0000");
        assertThat(page.split("</script>", -1)).hasSize(2);
    }

    @Test
    void aRunWithoutTimesByTheSecondStillHasAPage() {
        RunResultBuilder run = Runs.of(10);
        Cell cell = new Cell();
        cell.record(10_000, 9_000, null, 1, 1);
        run.addTotal(new CellKey(0, 0), cell);

        String page = HtmlReport.write(
                Reports.report(run.build(), List.of(), new BudgetThresholds(List.of(), List.of())),
                ReportLanguage.ENGLISH,
                ZoneOffset.UTC);

        assertThat(page).contains("does not say what happened when").contains("Not known: belastbar");
        assertThat(HtmlReport.write(
                        Reports.report(Runs.of(5).build(), List.of(), new BudgetThresholds(List.of(), List.of())),
                        ReportLanguage.GERMAN,
                        ZoneOffset.UTC))
                .contains("Ungültig");
    }

    @ParameterizedTest
    @CsvSource({"90,1:30 min", "3599,59:59 min", "7200,2:00:00 h"})
    void aDurationHasTheUnitOfItsFirstPart(long seconds, String duration) {
        RunResult run = Runs.of((int) seconds).build();

        assertThat(HtmlReport.write(
                        Reports.report(run, List.of(), new BudgetThresholds(List.of(), List.of())),
                        ReportLanguage.ENGLISH,
                        ZoneOffset.UTC))
                .contains(duration);
    }

    @Test
    void anHourWithFortyTenantsStaysSmall() throws Exception {
        RunReport report = Reports.lifelikeReport(3_600, 40, 8);

        String page = HtmlReport.write(report, ReportLanguage.ENGLISH, ZoneOffset.UTC);

        Files.createDirectories(Path.of("target/reports"));
        Files.writeString(Path.of("target/reports/hour.html"), page);
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(1_500_000);
        assertThat(page).contains("Reduced to 600 points: each holds 6 seconds");
    }
}
