package io.belastbar.profiling.finding.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.ExpectedEffect;
import io.belastbar.contracts.FindingDetails;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.belastbar.profiling.finding.Decision;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.FindingRegister;
import io.belastbar.profiling.finding.Raised;
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
                        - **Schweregrad:** Hoch
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
                        - **Status:** Offen
                        """);
    }

    /** Requirements 0, scenario 3: "P99 von 800ms → 50ms erwartet". */
    @Test
    void whatAFixBringsAndTakesStandsWithTheFinding() {
        var raised = FindingRaised.of("f", "smartbav", "profiling-service")
                .raised(NIGHT, Severity.HIGH)
                .component("c")
                .title("t")
                .details(FindingDetails.NONE
                        .expecting(new ExpectedEffect("P99", 800, 50, "ms", 7200.0))
                        .taking(2)
                        .ofRun("run-1"))
                .build();
        var one = FindingRegister.enter(1, raised, NIGHT).finding();

        assertThat(page(ReportLanguage.GERMAN).entry(one))
                .contains("- **Auswirkung:** P99 von 800 ms → 50 ms erwartet")
                .contains("- **Aufwand:** S, etwa 2 Personenstunden")
                .contains("3.600 s weniger am Tag je Personenstunde", "- **Testlauf:** run-1");
        assertThat(page(ReportLanguage.ENGLISH).html(overview(one)))
                .contains("P99 from 800 ms → 50 ms expected", "<dt>Effort</dt>");
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
                        finding(3, "decided", Severity.HIGH),
                        FindingStatus.ACCEPTED,
                        new Decision("anna", NIGHT, "as planned", null))
                .finding();
        var html = page(ReportLanguage.ENGLISH).html(overview(finding, low, decided));

        assertThat(html)
                .contains("2 findings are open, 1 of them critical or high.", "<header class=\"v-BAD\">")
                .containsSubsequence(
                        "PE-001 Sequential scan", "PE-002 low", "<summary>Decided: 1 finding", "PE-003 decided")
                .contains("1 time, last 15 Feb 2025, 00:30 CET")
                .contains("anna, 15 Feb 2025, 00:30 CET: as planned</td>")
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
        var decided = FindingRegister.changeStatus(
                        finding, FindingStatus.RESOLVED, new Decision("anna", NIGHT, null, null))
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
    void aDecisionStandsWithWhoWhenWhyUntilWhenAndWhatWasBefore() {
        var seen = FindingRegister.seenAgain(finding, Raised.at(NIGHT, Severity.HIGH), NIGHT.plusSeconds(60))
                .finding();
        var often = FindingRegister.seenAgain(seen, Raised.at(NIGHT, Severity.HIGH), NIGHT.plusSeconds(120))
                .finding();
        var accepted = FindingRegister.changeStatus(
                        often,
                        FindingStatus.ACCEPTED,
                        new Decision(
                                "anna",
                                NIGHT.plusSeconds(180),
                                "Risk taken by *board*\n<script>alert(1)</script>",
                                Instant.parse("2026-12-31T23:00:00Z")))
                .finding();

        assertThat(page(ReportLanguage.GERMAN).entry(accepted)).endsWith("""
                        - **Status:** Akzeptiert
                        - **Entscheidung:** anna, 15.02.2025, 00:33 MEZ, gilt bis 01.01.2027, 00:00 MEZ: Risk taken by \\*board\\* \\<script\\>alert(1)\\</script\\>
                        - **Verlauf:**
                          1. 15.02.2025, 00:30:00 MEZ: gefunden von Performance Engineer, Schweregrad Hoch
                          2. 15.02.2025, 00:31:00 MEZ: 2-mal wieder gesehen von Performance Engineer, Schweregrad Hoch, zuletzt 15.02.2025, 00:32:00 MEZ
                          3. 15.02.2025, 00:33:00 MEZ: Offen → Akzeptiert, durch anna, gilt bis 01.01.2027, 00:00 MEZ: Risk taken by \\*board\\* \\<script\\>alert(1)\\</script\\>
                        """);
        assertThat(page(ReportLanguage.ENGLISH).html(overview(accepted)))
                .contains("anna, 15 Feb 2025, 00:33 CET, holds until 1 Jan 2027, 00:00 CET: Risk taken by *board*")
                .contains("<summary>History of PE-001</summary>", "seen again 2 times by Performance Engineer")
                .contains("Open → Accepted, by anna", "&lt;script&gt;")
                .doesNotContain("<script");
        assertThat(page(ReportLanguage.GERMAN).markdown(overview(accepted)))
                .contains("Verlauf von PE-001\n\n1. 15.02.2025", "| anna, 15.02.2025, 00:33 MEZ, gilt bis");
    }

    @Test
    void anOpenFindingThatWasDecidedBeforeTellsItsHistory() {
        var resolved = FindingRegister.changeStatus(
                        finding, FindingStatus.RESOLVED, new Decision("anna", NIGHT, "index is there", null))
                .finding();
        var again = FindingRegister.seenAgain(
                        resolved, Raised.at(NIGHT.plusSeconds(9), Severity.HIGH), NIGHT.plusSeconds(9))
                .finding();

        assertThat(page(ReportLanguage.ENGLISH).html(overview(again)))
                .contains("<summary>History</summary>", "Open → Resolved, by anna: index is there")
                .contains("Resolved → Open, by profiling-service: seen again at");
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
