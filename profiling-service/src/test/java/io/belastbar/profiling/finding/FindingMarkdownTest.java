package io.belastbar.profiling.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FindingMarkdownTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NIGHT = Instant.parse("2025-02-14T23:30:00Z");

    private final Finding finding =
            FindingRegister.enter(1, Raised.at(NIGHT, Severity.HIGH), NIGHT).finding();

    /** The example of requirements 0, step 2.1. */
    @Test
    void germanFollowsTheTemplate() {
        assertThat(FindingMarkdown.render(finding, Locale.GERMAN, BERLIN)).isEqualTo("""
                        ## Finding PE-001

                        - **Datum:** 2025-02-15
                        - **Gefunden von:** Performance Engineer
                        - **Schweregrad:** High
                        - **Kategorie:** Performance
                        - **Regulatorische Referenz:** DORA Art. 24 (Resilienztest-Anforderungen)
                        - **Betroffene Komponente:** `services/employee/employee.service.ts`
                        - **Beschreibung:**
                          GET /api/v1/employees mit RLS-Filter führt Sequential Scan statt Index Scan durch.
                          Bei 10.000 Mitarbeitern dauert Query 1.5 Sekunden (Ziel: < 200ms)

                        - **Empfohlene Maßnahme:**
                          1. Index auf (tenant_id, mandant_id) erstellen
                          2. RLS Policy Query optimieren (EXPLAIN ANALYZE prüfen)
                          3. Pagination auf 100 Rows begrenzen

                        - **Verantwortlich:** Backend Engineer
                        - **Status:** Open
                        """);
    }

    @Test
    void englishHasEnglishLabels() {
        assertThat(FindingMarkdown.render(finding, Locale.ENGLISH, BERLIN))
                .contains("- **Severity:** High", "- **Recommended measures:**", "- **Status:** Open")
                .doesNotContain("Schweregrad");
    }
}
