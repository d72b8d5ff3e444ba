package io.belastbar.budget.diff;

import static io.belastbar.budget.diff.BudgetDiff.Kind.ADDED;
import static io.belastbar.budget.diff.BudgetDiff.Kind.REMOVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.Samples;
import io.belastbar.budget.diff.BudgetDiff.Difference;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetDiffTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target_response_time_p95: 200ms|target_response_time_p95: 100ms|STRICTER",
                "target_response_time_p95: 200ms|target_response_time_p95: 300ms|LOOSER",
                "target_response_time_p95: 200ms|target_response_time_p95: < 200ms|STRICTER",
                "target_throughput: 100 req/s|target_throughput: 200 req/s|STRICTER",
                "target_throughput: 100 req/s|target_throughput: 50 req/s|LOOSER",
                "target_throughput: 100 req/s, severity: LOW|target_throughput: 100 req/s, severity: HIGH|CHANGED",
                "target_error_rate: 1%|target_error_rate: 1%, required: true|STRICTER",
                "target_error_rate: 1%|target_error_rate: 1%, informational: true|LOOSER",
                "target_error_rate: 1%|target_error_rate: 0.1%, informational: true|LOOSER",
                "target_error_rate: 1%, weight: 2|target_error_rate: 1%, weight: 5|CHANGED",
                "target_error_rate: 1%, testbed: a|target_error_rate: 1%|STRICTER",
                "target_error_rate: 1%, testbed: a|target_error_rate: 1%, testbeds: [b, a]|STRICTER",
                "target_error_rate: 1%|target_error_rate: 1%, testbeds: [b, a]|LOOSER",
                "target_error_rate: 1%|target_error_rate: 0.1%, testbed: a|CHANGED",
            })
    void theSideOfTheLimitDecidesWhatIsStricter(String before, String after, BudgetDiff.Kind kind) {
        assertThat(diff(before, after).changes())
                .singleElement()
                .extracting(Difference::kind)
                .isEqualTo(kind);
    }

    @Test
    void whatCameAndWhatWentIsNamed() {
        var diff = diff("target_error_rate: 1%", "target_response_time_p50: 1s");

        assertThat(diff.changes()).extracting(Difference::kind).containsExactly(REMOVED, ADDED);
        assertThat(diff.changes().get(1).after()).startsWith("≤ 1000 ms");
    }

    @Test
    void changedTermsAreTold() {
        var diff = diff(
                "target_error_rate: 1%, required: true",
                "target_error_rate: 1%, required: true, weight: 3, testbeds: [staging, production]");

        assertThat(diff.changes()).singleElement().satisfies(change -> {
            assertThat(change.before()).endsWith(", required");
            assertThat(change.after()).endsWith(", required, weight 3, on staging and production");
        });
    }

    @Test
    void theSameBudgetHasNoChanges() {
        assertThat(diff("target_error_rate: 1%", "target_error_rate: 1%").changes())
                .isEmpty();
    }

    @Test
    void thePageIsInBothLanguages() {
        var diff = diff("target_error_rate: 1%", "target_error_rate: 2%");
        var step = new DiffReport.Step(2, "performance-budget", Instant.EPOCH, "anna", "zu streng", false);
        var report = new DiffReport("shop", 1, 2, List.of(step), diff.changes());

        assertThat(DiffPage.markdown(report, ReportTime.utc(ReportLanguage.GERMAN)))
                .contains("anna", "zu streng", "| lockerer | GET /a |");
        assertThat(DiffPage.markdown(report, ReportTime.utc(ReportLanguage.ENGLISH)))
                .contains("| looser | GET /a | target_error_rate |");
    }

    private static BudgetDiff diff(String before, String after) {
        return BudgetDiff.between(
                Samples.budget("endpoints: { \"GET /a\": { " + before + " } }"),
                Samples.budget("endpoints: { \"GET /a\": { " + after + " } }"));
    }
}
