package io.belastbar.profiling.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingPageTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NIGHT = Instant.parse("2025-02-14T23:30:00Z");

    private final Finding finding =
            FindingRegister.enter(1, Raised.at(NIGHT, Severity.HIGH), NIGHT).finding();

    /** The example of requirements 0, step 2.1. */
    @Test
    void germanFollowsTheTemplate() {
        assertThat(page(ReportLanguage.GERMAN).entry(finding)).isEqualTo("""
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
        assertThat(page(ReportLanguage.ENGLISH).entry(finding))
                .contains("- **Severity:** High", "- **Recommended measures:**", "- **Status:** Open")
                .doesNotContain("Schweregrad");
    }

    @Test
    void urgentFindingsStandFirstAndDecidedOnesAreFolded() {
        var low = finding(2, "low", Severity.LOW);
        var decided = FindingRegister.changeStatus(
                        finding(3, "decided", Severity.HIGH), FindingStatus.ACCEPTED, "anna", "as planned", NIGHT)
                .finding();
        var html = page(ReportLanguage.ENGLISH).html(overview(finding, low, decided));

        assertThat(html)
                .contains("2 findings are open, 1 of them critical or high.", "<header class=\"v-BAD\">")
                .containsSubsequence(
                        "PE-001 Sequential scan", "PE-002 low", "<summary>Decided: 1 finding", "PE-003 decided")
                .contains("1 time, last 15 Feb 2025, 00:30 CET")
                .contains("15 Feb 2025, 00:30 CET</td>")
                .doesNotContain("<script");
    }

    @Test
    void theMarkdownOfAllHoldsTheFormOfEachOpenOne() {
        var german = page(ReportLanguage.GERMAN);

        assertThat(german.markdown(overview(finding)))
                .startsWith("# Findings zu smartbav\n\n**1 Finding ist offen, davon 1 kritisch oder hoch.**\n")
                .contains(german.entry(finding));
    }

    @Test
    void aRegisterWithoutFindingsNamesTheCommandThatLooksForThem() {
        assertThat(page(ReportLanguage.GERMAN).html(overview()))
                .contains("<header class=\"v-CALM\">", "Noch ist nichts gefunden.", "belastbar run SZENARIO");
    }

    @Test
    void whereAllIsDecidedNothingIsOpen() {
        var decided = FindingRegister.changeStatus(finding, FindingStatus.RESOLVED, "anna", null, NIGHT)
                .finding();

        assertThat(page(ReportLanguage.ENGLISH).html(overview(decided)))
                .contains("<header class=\"v-GOOD\">", "No finding is open.");
    }

    @Test
    void whatAPageHasNoRoomForIsCounted() {
        var counts = List.of(
                new FindingOverview.Count(FindingStatus.OPEN, Severity.HIGH, 1),
                new FindingOverview.Count(FindingStatus.OPEN, Severity.LOW, 12_000));

        assertThat(page(ReportLanguage.ENGLISH).html(new FindingOverview("shop", List.of(finding), counts)))
                .contains("12,001 findings are open, 1 of them critical or high.")
                .contains("12,000 more findings are not on this page.");
    }

    @Test
    void whatComesFromOthersStaysText() {
        var hostile = FindingRegister.enter(
                        4,
                        FindingRaised.of("f", "shop", "<b>who</b>")
                                .raised(NIGHT, Severity.MEDIUM)
                                .component("a`b` <i>\nc")
                                .title("<script>alert(1)</script> & [link](http://x)")
                                .description("one\n\n<img src=x> *two*\0")
                                .recommendedMeasures(List.of("a | b\n# c"))
                                .evidence(Map.of("<u>", "\"'"))
                                .build(),
                        NIGHT)
                .finding();
        var page = page(ReportLanguage.ENGLISH);

        assertThat(page.html(overview(hostile)))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;", "&lt;img src=x&gt;", "<dt>&lt;u&gt;</dt>")
                .doesNotContain("<script", "<img", "<u>", "<b>who", "\0");
        assertThat(page.entry(hostile))
                .contains("`a'b' <i> c`", "\\<img src=x\\> \\*two\\*", "  1. a \\| b # c\n")
                .doesNotContain("\0");
    }

    @Test
    void whatNobodyKnowsIsADash() {
        var bare = FindingRegister.enter(
                        5,
                        new FindingRaised(
                                "f", "shop", "x", NIGHT, Severity.LOW, "P", null, "c", "t", " ", null, null, null),
                        NIGHT)
                .finding();

        assertThat(page(ReportLanguage.GERMAN).entry(bare))
                .contains("- **Regulatorische Referenz:** –\n", "- **Beschreibung:**\n  –\n")
                .contains("- **Empfohlene Maßnahme:**\n  –\n", "- **Verantwortlich:** –\n");
    }

    private static FindingPage page(ReportLanguage language) {
        return new FindingPage(new ReportTime(language, BERLIN));
    }

    private static Finding finding(int ordinal, String title, Severity severity) {
        return FindingRegister.enter(
                        ordinal,
                        FindingRaised.of(title, "smartbav", "budget-service")
                                .raised(NIGHT, severity)
                                .component("GET /" + title)
                                .title(title)
                                .description(title)
                                .recommendedMeasures(List.of())
                                .evidence(Map.of())
                                .build(),
                        NIGHT)
                .finding();
    }

    private static FindingOverview overview(Finding... findings) {
        var counts = List.of(findings).stream()
                .map(finding -> new FindingOverview.Count(finding.status(), finding.severity(), 1))
                .toList();
        return new FindingOverview("smartbav", List.of(findings), counts);
    }
}
