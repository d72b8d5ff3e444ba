package io.belastbar.chaos.dora.report;

import static io.belastbar.chaos.dora.DoraRows.BERLIN;
import static io.belastbar.chaos.dora.DoraRows.at;
import static io.belastbar.chaos.dora.DoraRows.held;
import static io.belastbar.chaos.dora.DoraRows.monthly;
import static io.belastbar.chaos.dora.DoraRows.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.chaos.dora.PlayedRecord;
import io.belastbar.chaos.dora.coverage.CoverageRow;
import io.belastbar.chaos.dora.coverage.Scenario;
import io.belastbar.chaos.dora.facts.Conduct;
import io.belastbar.chaos.dora.facts.GameDayFacts;
import io.belastbar.chaos.dora.handover.Point;
import io.belastbar.chaos.dora.handover.Point.Question;
import io.belastbar.chaos.dora.handover.Point.Standing;
import io.belastbar.chaos.dora.risk.Risk;
import io.belastbar.chaos.dora.risk.Risk.Cause;
import io.belastbar.chaos.dora.risk.Risk.Residual;
import io.belastbar.chaos.runbook.Purpose.Criticality;
import io.belastbar.document.CsvRow;
import io.belastbar.report.ReportLanguage;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DoraFilesTest {
    private static final Instant NOW = Instant.parse("2026-03-20T00:00:00Z");

    private static GameDayFacts failover() {
        return PlayedRecord.of("database-primary-down")
                .says("rtoTargetMs", 1_800_000)
                .says("rpoTargetMs", 300_000)
                .people("operations=olga")
                .begin()
                .injected("postgres-kill")
                .done("promote")
                .expectation("EXPECTATION_MET", "alert-received", "alert")
                .add("FAULTS_TAKEN_BACK", "game-day", Map.of())
                .add("REGAINED", "game-day", Map.of())
                .add("MEASURED", "probe", Map.of("rtoMs", 2_000, "rpoMs", 0))
                .finished("PASSED")
                .facts();
    }

    private static GameDayFacts load() {
        return PlayedRecord.of("rls-under-load")
                .begin()
                .done("load")
                .expectation("EXPECTATION_MISSED", "latency", "p99")
                .finished("FAILED")
                .facts();
    }

    private static List<CoverageRow> rows() {
        List<Scenario> scenarios = List.of(
                monthly("database-primary-down"),
                scenario("rls-under-load", Criticality.IMPORTANT, Period.ofWeeks(2)),
                scenario("never", Criticality.CRITICAL, Period.ofMonths(1)),
                scenario("odd|name \"süß\" <b>", Criticality.SUPPORTING, Period.ZERO),
                new Scenario("unread", Optional.empty(), List.of(), NOW));
        return at(
                "2026-03-20T00:00:00Z",
                scenarios,
                held("database-primary-down", "2026-03-15T10:00:00Z", "PASSED"),
                held("rls-under-load", "2026-03-16T10:00:00Z", "FAILED"),
                held("rls-under-load", "2026-03-17T10:00:00Z", "ABORTED"),
                held("gone", "2026-03-16T10:00:00Z", "PASSED", new Conduct(0.1, false, List.of())));
    }

    private static DoraContent content() {
        return DoraContent.of("smartbav", rows(), List.of(failover(), load()), BERLIN, NOW);
    }

    @ParameterizedTest
    @EnumSource(DoraFiles.class)
    void everyFileIsWrittenInBothLanguagesAlsoOfNothing(DoraFiles file) {
        DoraContent nothing = DoraContent.of("x", List.of(), List.of(), BERLIN, NOW);

        for (ReportLanguage language : ReportLanguage.values()) {
            assertThat(file.write(content(), language))
                    .isNotBlank()
                    .doesNotContain("{0}")
                    .doesNotContain("{1}");
            assertThat(file.write(nothing, language)).isNotBlank();
            assertThat(file.title().in(language)).isNotBlank();
        }
    }

    @Test
    void theMatrixSaysFirstWhatIsOverdue() {
        String english = DoraFiles.COVERAGE_MARKDOWN.write(content(), ReportLanguage.ENGLISH);
        String german = DoraFiles.COVERAGE_MARKDOWN.write(content(), ReportLanguage.GERMAN);

        assertThat(english)
                .contains("**One of 6 tests is overdue.**")
                .contains("runbook gone")
                .contains("rehearsal");
        assertThat(german).contains("überfällig").contains("17.03.2026, 11:00 MEZ, ABORTED");
        assertThat(english).contains("odd\\|name \"süß\" \\<b\\>");
    }

    @Test
    void theTableOfTheRequirementsStandsBesideOursWithTheReason() {
        String page = DoraFiles.EVIDENCE_MARKDOWN.write(content(), ReportLanguage.GERMAN);

        assertThat(page)
                .contains("DORA 24-26")
                .contains("SAP Integration Failure")
                .contains("DORA 28")
                .contains("Informationsregister")
                .contains("von dieser Übung nicht abgedeckt")
                .doesNotContainIgnoringCase("konform");
    }

    @Test
    void htmlEscapesWhatRunbooksSay() {
        assertThat(DoraFiles.COVERAGE_HTML.write(content(), ReportLanguage.ENGLISH))
                .contains("&lt;b&gt;")
                .doesNotContain("<b>");
    }

    @Test
    void risksFollowFromWhatFailedAndWhatIsNotCovered() {
        List<Risk> risks = content().risks();

        assertThat(risks)
                .extracting(Risk::scenario, Risk::cause, Risk::residual)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("never", Cause.NEVER_TESTED, Residual.HIGH),
                        org.assertj.core.groups.Tuple.tuple("rls-under-load", Cause.FAILED, Residual.MEDIUM),
                        org.assertj.core.groups.Tuple.tuple("rls-under-load", Cause.SAYS_NOTHING, Residual.LOW),
                        org.assertj.core.groups.Tuple.tuple("odd|name \"süß\" <b>", Cause.NOT_SCHEDULED, Residual.LOW),
                        org.assertj.core.groups.Tuple.tuple("unread", Cause.UNREADABLE, Residual.MEDIUM),
                        org.assertj.core.groups.Tuple.tuple("gone", Cause.RUNBOOK_GONE, Residual.MEDIUM),
                        org.assertj.core.groups.Tuple.tuple("gone", Cause.ONLY_MARKED, Residual.MEDIUM));
        assertThat(risks.getFirst().residual()).isEqualTo(Residual.HIGH);
        assertThat(risks).extracting(Risk::id).doesNotHaveDuplicates();
    }

    @Test
    void aRiskNamesWhoOperatesAndTheGameDayThatShowsIt() {
        Risk failed = content().risks().stream()
                .filter(risk -> risk.cause() == Cause.FAILED)
                .findFirst()
                .orElseThrow();

        assertThat(failed.owner()).startsWith("Olga");
        assertThat(failed.gameDay())
                .contains(
                        held("rls-under-load", "2026-03-16T10:00:00Z", "FAILED").gameDay());
        assertThat(failed.due()).contains(Instant.parse("2026-03-30T09:00:00Z"));
    }

    @Test
    void theRegisterAsCsvIsReadBackAndStartsNoFormula() {
        List<CoverageRow> formula =
                at("2026-03-20T00:00:00Z", List.of(scenario("=cmd", Criticality.CRITICAL, Period.ofMonths(1))));
        DoraContent content = DoraContent.of("x", formula, List.of(), BERLIN, NOW);

        List<CsvRow> rows = CsvRow.parse(DoraFiles.RISK_CSV.write(content, ReportLanguage.ENGLISH), ',');

        assertThat(rows.get(0).values()).startsWith("id", "cause");
        assertThat(rows.get(1).values().get(3)).isEqualTo("'=cmd");
        assertThat(rows.get(1).values().get(8)).isEqualTo("Olga O''Hara; \"Ops\"");
    }

    @Test
    void theRegisterAsJsonLeavesOutWhatIsNotKnown() throws Exception {
        JsonNode risks = new ObjectMapper()
                .readTree(DoraFiles.RISK_JSON.write(content(), ReportLanguage.GERMAN))
                .path("risks");

        assertThat(risks).hasSize(7);
        assertThat(risks)
                .anyMatch(
                        risk -> !risk.has("due") && risk.path("cause").asText().equals("RUNBOOK_GONE"));
    }

    @Test
    void handoverSaysWhichGameDayShowsAPointAndWhichRunbookDoesNot() {
        Point recovery = point(Question.RECOVERY_VALIDATED);

        assertThat(recovery.standing()).isEqualTo(Standing.PARTLY);
        assertThat(recovery.shownBy()).singleElement().satisfies(proof -> {
            assertThat(proof.runbook()).isEqualTo("database-primary-down");
            assertThat(proof.entries()).containsExactly(7L);
        });
        assertThat(recovery.missing()).containsExactlyInAnyOrder("never", "rls-under-load");
        assertThat(point(Question.RESPONSE_VERIFIED).shownBy()).hasSize(1);
        assertThat(point(Question.IN_THE_RISK_REGISTER).shownBy()).hasSize(1);
        assertThat(point(Question.DASHBOARDS).standing()).isEqualTo(Standing.ELSEWHERE);
        assertThat(point(Question.TESTS_DOCUMENTED).standing()).isEqualTo(Standing.PARTLY);
    }

    private static Point point(Question question) {
        return content().points().stream()
                .filter(point -> point.question() == question)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutGameDaysNothingIsShown() {
        DoraContent nothing = DoraContent.of("x", List.of(), List.of(), BERLIN, NOW);

        assertThat(nothing.points()).extracting(Point::standing).containsOnly(Standing.ELSEWHERE, Standing.NOT_SHOWN);
    }

    @Test
    void twoHundredRunbooksAreOneFile() {
        List<Scenario> many =
                IntStream.range(0, 200).mapToObj(i -> monthly("runbook-" + i)).toList();
        DoraContent content = DoraContent.of("x", at("2026-03-20T00:00:00Z", many), List.of(), BERLIN, NOW);

        assertThat(DoraFiles.COVERAGE_MARKDOWN.write(content, ReportLanguage.ENGLISH))
                .contains("200 of 200 tests are overdue");
        assertThat(content.risks()).hasSize(200);
    }
}
