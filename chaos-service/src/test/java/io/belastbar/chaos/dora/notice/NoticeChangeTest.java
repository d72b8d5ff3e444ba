package io.belastbar.chaos.dora.notice;

import static io.belastbar.chaos.dora.DoraRows.at;
import static io.belastbar.chaos.dora.DoraRows.held;
import static io.belastbar.chaos.dora.DoraRows.monthly;
import static io.belastbar.chaos.dora.DoraRows.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.dora.coverage.CoverageRow;
import io.belastbar.chaos.dora.coverage.HeldTest;
import io.belastbar.chaos.dora.coverage.Scenario;
import io.belastbar.chaos.dora.notice.NoticeChange.Raise;
import io.belastbar.chaos.dora.notice.NoticeChange.Resolve;
import io.belastbar.chaos.runbook.Purpose.Criticality;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoticeChangeTest {
    private static final HeldTest FIRST = held("db", "2026-02-10T10:00:00Z", "PASSED");
    private static final String DUE = "2026-03-10T10:00:00Z";

    private static Notice told(Notice.Kind kind) {
        return new Notice("smartbav", "db", kind, Instant.parse(DUE), Instant.parse("2026-03-10T11:00:00Z"));
    }

    private static List<NoticeChange> changes(List<CoverageRow> rows, Notice... open) {
        return NoticeChange.between(rows, List.of(open));
    }

    private static Raise raise(NoticeChange change) {
        return (Raise) change;
    }

    private static Resolve resolve(NoticeChange change) {
        return (Resolve) change;
    }

    @Test
    void nothingIsToldOfWhatIsCovered() {
        assertThat(changes(at("2026-02-11T00:00:00Z", List.of(monthly("db")), FIRST)))
                .isEmpty();
        assertThat(changes(List.of())).isEmpty();
    }

    @Test
    void aTestIsRemindedOfOnceBeforeItIsDue() {
        List<CoverageRow> rows = at("2026-03-05T00:00:00Z", List.of(monthly("db")), FIRST);

        assertThat(changes(rows)).singleElement().satisfies(change -> {
            assertThat(raise(change).kind()).isEqualTo(Notice.Kind.DUE_SOON);
            assertThat(raise(change).due()).isEqualTo(DUE);
        });
        assertThat(changes(rows, told(Notice.Kind.DUE_SOON))).isEmpty();
    }

    @Test
    void whenItIsOverdueTheReminderIsOverAndTheFindingIsRaisedOnce() {
        List<CoverageRow> rows = at("2026-03-10T10:00:00.000001Z", List.of(monthly("db")), FIRST);

        List<NoticeChange> changes = changes(rows, told(Notice.Kind.DUE_SOON));

        assertThat(resolve(changes.get(0)).because()).isEqualTo("it is overdue now");
        assertThat(raise(changes.get(1)).kind()).isEqualTo(Notice.Kind.OVERDUE);
        assertThat(changes(rows, told(Notice.Kind.OVERDUE))).isEmpty();
    }

    @Test
    void aCoveringTestResolvesItAndNamesItself() {
        HeldTest later = held("db", "2026-03-12T10:00:00Z", "FAILED");

        assertThat(changes(at("2026-03-12T10:00:01Z", List.of(monthly("db")), FIRST, later), told(Notice.Kind.OVERDUE)))
                .singleElement()
                .satisfies(change -> assertThat(resolve(change).gameDay()).contains(later.gameDay()));
    }

    @Test
    void aTestThatSaysNothingResolvesNothing() {
        HeldTest aborted = held("db", "2026-03-12T10:00:00Z", "ABORTED");
        HeldTest unclear = held("db", "2026-03-13T10:00:00Z", "INCONCLUSIVE");

        assertThat(changes(
                        at("2026-03-14T00:00:00Z", List.of(monthly("db")), FIRST, aborted, unclear),
                        told(Notice.Kind.OVERDUE)))
                .isEmpty();
    }

    @Test
    void aClockThatGoesBackTakesNothingBack() {
        assertThat(changes(at("2026-03-09T00:00:00Z", List.of(monthly("db")), FIRST), told(Notice.Kind.OVERDUE)))
                .singleElement()
                .satisfies(change -> assertThat(raise(change).kind()).isEqualTo(Notice.Kind.DUE_SOON));
        assertThat(changes(at("2026-02-11T00:00:00Z", List.of(monthly("db")), FIRST), told(Notice.Kind.OVERDUE)))
                .isEmpty();
    }

    @Test
    void anotherFrequencyMovesIt() {
        List<Scenario> yearly = List.of(scenario("db", Criticality.CRITICAL, Period.ofYears(1)));

        assertThat(changes(at("2026-03-12T00:00:00Z", yearly, FIRST), told(Notice.Kind.OVERDUE)))
                .singleElement()
                .satisfies(change -> {
                    assertThat(resolve(change).because()).contains("2027-02-10T10:00:00Z");
                    assertThat(resolve(change).gameDay()).isEmpty();
                });
    }

    @Test
    void overdueAgainBetweenTwoLooksIsToldAnew() {
        HeldTest later = held("db", "2026-03-12T10:00:00Z", "PASSED");

        List<NoticeChange> changes =
                changes(at("2026-05-01T00:00:00Z", List.of(monthly("db")), FIRST, later), told(Notice.Kind.OVERDUE));

        assertThat(changes).hasSize(2);
        assertThat(resolve(changes.get(0)).gameDay()).contains(later.gameDay());
        assertThat(raise(changes.get(1)).due()).isEqualTo("2026-04-12T09:00:00Z");
    }

    @Test
    void aRunbookThatIsGoneOrNoLongerDueEndsIt() {
        List<Scenario> unscheduled = List.of(scenario("db", Criticality.CRITICAL, Period.ZERO));

        assertThat(changes(at("2026-04-01T00:00:00Z", List.of(), FIRST), told(Notice.Kind.OVERDUE)))
                .hasSize(1);
        assertThat(changes(List.of(), told(Notice.Kind.OVERDUE))).hasSize(1);
        assertThat(changes(at("2026-04-01T00:00:00Z", unscheduled, FIRST), told(Notice.Kind.OVERDUE)))
                .hasSize(1);
    }

    @Test
    void aRunbookThatIsNotReadChangesNothing() {
        List<Scenario> unread = List.of(new Scenario("db", Optional.empty(), List.of(), Instant.EPOCH));

        assertThat(changes(at("2026-04-01T00:00:00Z", unread, FIRST), told(Notice.Kind.OVERDUE)))
                .isEmpty();
        assertThat(changes(at("2026-04-01T00:00:00Z", unread, FIRST))).isEmpty();
    }

    @Test
    void aFindingSaysWhatIsMissingAndHowToHoldIt() {
        List<CoverageRow> rows = at("2026-03-11T00:00:00Z", List.of(monthly("db")), FIRST);
        FindingRaised finding = NoticeFindings.raised(
                "smartbav", raise(changes(rows).getFirst()), Instant.parse("2026-03-11T00:00:00Z"));

        assertThat(finding.fingerprint()).isEqualTo("resilience-test-overdue:smartbav:db");
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.component()).isEqualTo("Function of db");
        assertThat(finding.recommendedMeasures().getFirst()).contains("belastbar game-day run");
        assertThat(finding.evidence()).containsEntry("dueAt", DUE).containsEntry("frequency", "P1M");
    }

    @Test
    void aFindingIsNeverOverBeforeItBegan() {
        FindingResolved resolved = NoticeFindings.resolved(
                new Resolve(told(Notice.Kind.OVERDUE), "its runbook is gone", Optional.empty()), Instant.EPOCH);

        assertThat(resolved.resolvedAt()).isEqualTo("2026-03-10T11:00:00Z");
        assertThat(resolved.fingerprint()).isEqualTo("resilience-test-overdue:smartbav:db");
    }
}
