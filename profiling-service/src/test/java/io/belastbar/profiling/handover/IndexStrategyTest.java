package io.belastbar.profiling.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Severity;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.FindingRegister;
import io.belastbar.report.ReportLanguage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexStrategyTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    private static Finding finding(int number, Map<String, String> evidence) {
        var raised = FindingRaised.of("f" + number, "shop", "profiling-service")
                .raised(NOW, Severity.HIGH)
                .component("t")
                .title("An index <b>")
                .evidence(evidence)
                .build();
        return FindingRegister.enter(number, raised, NOW).finding();
    }

    private static String english(Finding... findings) {
        return new IndexStrategy(List.of(findings), ReportLanguage.ENGLISH).markdown();
    }

    @Test
    void whatWasMeasuredStandsBesideTheIndex() {
        String text = english(finding(
                1,
                Map.of(
                        "ddl", "CREATE INDEX i ON t (a)",
                        "proofVerdict", "PROVEN",
                        "proofReason", "65 times fewer blocks",
                        "proofBlocksBefore", "17712",
                        "proofBlocksAfter", "7",
                        "proofIndexBytes", "30613504",
                        "proofInsertSlowerPercent", "83.0")));

        assertThat(text)
                .contains("1 to create, 0 to drop")
                .contains("### PE-001 An index &lt;b>")
                .contains("CREATE INDEX i ON t (a);")
                .contains("17712 → 7")
                .contains("Inserts take 83.0 % longer");
    }

    @Test
    void whatIsNotMeasuredNamesTheCommand() {
        assertThat(english(finding(7, Map.of("ddl", "CREATE INDEX i ON t (a)"))))
                .contains("belastbar profile prove --finding PE-007");
    }

    @Test
    void whatDidNotHelpIsNotToBeCreated() {
        assertThat(english(finding(1, Map.of("ddl", "CREATE INDEX i ON t (a)", "proofVerdict", "NOT_PROVEN"))))
                .contains("Do not create it");
    }

    @Test
    void indexesToDropStandApart() {
        String text = new IndexStrategy(
                        List.of(finding(
                                2, Map.of("ddl", "DROP INDEX CONCURRENTLY i", "sizeBytes", "1048576", "scans", "0"))),
                        ReportLanguage.GERMAN)
                .markdown();

        assertThat(text)
                .contains("0 anzulegen, 1 zu löschen")
                .contains("## Zu löschen")
                .contains("DROP INDEX CONCURRENTLY i;");
    }

    @Test
    void findingsAboutOtherThingsAreNoStrategy() {
        assertThat(new IndexStrategy(List.of(finding(1, Map.of("metric", "x"))), ReportLanguage.ENGLISH).isEmpty())
                .isTrue();
    }
}
