package io.belastbar.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void itIsTheKindTheSystemAndWhatTellsCausesApart() {
        assertThat(Fingerprint.of("budget", "smartbav", "GET /api/v1/employees", "target_response_time_p95"))
                .isEqualTo("budget:smartbav:GET /api/v1/employees:target_response_time_p95");
    }

    @Test
    void aPartThatIsNotThereKeepsItsPlace() {
        assertThat(Fingerprint.of("missing-index", "smartbav", "employee", "tenant_id", null))
                .isEqualTo("missing-index:smartbav:employee:tenant_id:");
    }

    @Test
    void aFindingWithoutAComponentIsNone() {
        FindingBuilder finding = FindingRaised.of(Fingerprint.of("budget", "smartbav"), "smartbav", "budget-service")
                .raised(Instant.EPOCH, Severity.HIGH)
                .title("slow");

        assertThatIllegalStateException().isThrownBy(finding::build).withMessageContaining("budget:smartbav");
    }

    @Test
    void aFindingIsAboutPerformanceUnlessToldOtherwise() {
        FindingRaised finding = FindingRaised.of("f", "smartbav", "chaos-service")
                .raised(Instant.EPOCH, Severity.LOW)
                .component("insurer")
                .title("no fallback")
                .build();

        assertThat(finding.category()).isEqualTo("Performance");
        assertThat(finding.regulatoryReference()).isEqualTo("DORA Art. 24");
        assertThat(finding.recommendedMeasures()).isEmpty();
    }
}
