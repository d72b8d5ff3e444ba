package io.belastbar.profiling.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.ExpectedEffect;
import io.belastbar.contracts.FindingDetails;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void schemaAndTargetTellTwoTablesOfOneNameApart() {
        assertThat(raised("public.employees", "db"))
                .extracting(FindingRaised::fingerprint)
                .isEqualTo("missing-index:smartbav:db:public.employees:organization_id")
                .isNotEqualTo(raised("archive.employees", "db").fingerprint())
                .isNotEqualTo(raised("public.employees", "replica").fingerprint());
    }

    @Test
    void itSaysByWhichFingerprintsEarlierVersionsKnewIt() {
        assertThat(raised("public.employees", "db").formerFingerprints())
                .containsExactly("missing-index:smartbav:employees:organization_id:");
    }

    @Test
    void whatIsNotSaidBesideIsNotWritten() {
        assertThat(raised("public.employees", "db").details()).isNull();
        assertThat(diagnosis("public.employees")
                        .with(FindingDetails.NONE
                                .expecting(new ExpectedEffect("P99", 800, 50, "ms", 3600.0))
                                .taking(2))
                        .finding("smartbav", "db", NOW)
                        .details()
                        .returnOnInvestment())
                .isEqualTo(1800);
    }

    private static FindingRaised raised(String table, String target) {
        return diagnosis(table).finding("smartbav", target, NOW);
    }

    private static Diagnosis diagnosis(String table) {
        return new Diagnosis(
                        "missing-index",
                        Severity.HIGH,
                        table,
                        List.of("organization_id"),
                        "Missing index",
                        "",
                        List.of("CREATE INDEX"),
                        Map.of())
                .formerly("employees", "organization_id", null);
    }
}
