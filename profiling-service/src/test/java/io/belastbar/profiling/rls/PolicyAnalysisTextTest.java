package io.belastbar.profiling.rls;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.report.ReportLanguage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyAnalysisTextTest {
    private static final CheckReport NOTHING = new CheckReport("x", "", List.of(), List.of(), List.of());

    @Test
    void itIsWrittenInBothLanguages() {
        CheckReport policies = new CheckReport(
                "x", "", List.of("a grant"), List.of(Map.of("table", "public.a|b", "medianMs", 1.5)), List.of());

        assertThat(new PolicyAnalysisText(ReportLanguage.ENGLISH).of(policies, NOTHING))
                .contains("Nothing to improve.", "public.a\\|b", "Median of tenants, ms", "- a grant");
        assertThat(new PolicyAnalysisText(ReportLanguage.GERMAN).of(policies, NOTHING))
                .contains("Nichts zu verbessern.", "Median der Mandanten, ms");
    }
}
