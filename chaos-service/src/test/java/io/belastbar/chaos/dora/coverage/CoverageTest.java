package io.belastbar.chaos.dora.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.dora.facts.Conduct;
import io.belastbar.chaos.dora.facts.Mark;
import io.belastbar.chaos.dora.facts.Tested;
import io.belastbar.chaos.runbook.Purpose;
import io.belastbar.chaos.runbook.Purpose.Criticality;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant STORED = Instant.parse("2026-01-01T12:00:00Z");
    private static final Period MONTH = Period.ofMonths(1);

    private static Scenario scenario(String runbook, Period frequency) {
        Purpose purpose = new Purpose(
                "Title of " + runbook,
                "goal",
                "",
                "Function of " + runbook,
                Criticality.CRITICAL,
                List.of(),
                frequency,
                Optional.empty(),
                Optional.empty());
        return new Scenario(runbook, Optional.of(purpose), List.of(), STORED);
    }

    private static HeldTest held(String runbook, String endedAt, String outcome) {
        return held(runbook, endedAt, outcome, new Conduct(1, false, List.of("PRODUCTION")));
    }

    private static HeldTest held(String runbook, String endedAt, String outcome, Conduct conduct) {
        Instant end = Instant.parse(endedAt);
        Tested tested = new Tested(
                "smartbav",
                runbook,
                1,
                "Former title",
                "Former function",
                Optional.of(Criticality.IMPORTANT),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return new HeldTest(
                UUID.nameUUIDFromBytes((runbook + endedAt + outcome).getBytes()),
                tested,
                conduct,
                end.minusSeconds(600),
                Optional.of(end),
                Optional.of(outcome));
    }

    private static List<CoverageRow> at(String now, List<Scenario> scenarios, HeldTest... tests) {
        return new Coverage(BERLIN, Instant.parse(now), Period.ofDays(7)).of(scenarios, List.of(tests));
    }

    private static CoverageRow one(String now, HeldTest... tests) {
        return at(now, List.of(scenario("db", MONTH)), tests).getFirst();
    }

    @Test
    void withoutRunbooksThereAreNoRows() {
        assertThat(at("2026-03-01T00:00:00Z", List.of())).isEmpty();
    }

    @Test
    void whatWasNeverTestedIsDueAFrequencyAfterItWasStored() {
        assertThat(one("2026-01-15T00:00:00Z").status()).isEqualTo(Status.NOT_YET_TESTED);
        assertThat(one("2026-01-15T00:00:00Z").due().orElseThrow().at()).isEqualTo("2026-02-01T12:00:00Z");
        assertThat(one("2026-02-01T12:00:00.000001Z").status()).isEqualTo(Status.OVERDUE);
    }

    @Test
    void withoutAFrequencyNothingIsDue() {
        CoverageRow row =
                at("2030-01-01T00:00:00Z", List.of(scenario("db", Period.ZERO))).getFirst();

        assertThat(row.status()).isEqualTo(Status.NOT_SCHEDULED);
        assertThat(row.due()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ABORTED", "INCONCLUSIVE"})
    void whatSaysNothingCoversNothingAndIsStillTheLast(String outcome) {
        CoverageRow row = one(
                "2026-03-20T00:00:00Z",
                held("db", "2026-02-10T10:00:00Z", "PASSED"),
                held("db", "2026-03-15T10:00:00Z", outcome));

        assertThat(row.last().orElseThrow().outcome()).contains(outcome);
        assertThat(row.covering().orElseThrow().outcome()).contains("PASSED");
        assertThat(row.status()).isEqualTo(Status.OVERDUE);
        assertThat(row.lastSaysNothing()).isTrue();
    }

    @Test
    void aFailedTestCoversAndHasFailed() {
        CoverageRow row = one("2026-03-16T00:00:00Z", held("db", "2026-03-15T10:00:00Z", "FAILED"));

        assertThat(row.status()).isEqualTo(Status.COVERED);
        assertThat(row.failed()).isTrue();
    }

    @Test
    void aRehearsalCoversWithAMarkAndTheLastFullTestStaysKnown() {
        CoverageRow row = one(
                "2026-03-16T00:00:00Z",
                held("db", "2026-02-20T10:00:00Z", "PASSED"),
                held("db", "2026-03-15T10:00:00Z", "PASSED", new Conduct(0.1, true, List.of("LOCAL"))));

        assertThat(row.covering().orElseThrow().conduct().marks())
                .containsExactly(Mark.REHEARSAL, Mark.UNATTENDED, Mark.TEST_ENVIRONMENT);
        assertThat(row.full().orElseThrow().finishedAt()).contains(Instant.parse("2026-02-20T10:00:00Z"));
        assertThat(row.onlyMarked()).isFalse();
    }

    @Test
    void aGameDayThatEndedAtTheDueInstantCameInTime() {
        HeldTest first = held("db", "2026-01-31T10:00:00Z", "PASSED");
        Instant due = one("2026-02-01T00:00:00Z", first).due().orElseThrow().at();

        assertThat(due).isEqualTo("2026-02-28T10:00:00Z");
        assertThat(one("2026-02-28T10:00:00Z", first).status()).isEqualTo(Status.DUE_SOON);
        assertThat(one("2026-02-28T10:00:00.000001Z", first).status()).isEqualTo(Status.OVERDUE);
        assertThat(one("2026-02-28T10:00:01Z", first, held("db", due.toString(), "PASSED"))
                        .status())
                .isEqualTo(Status.COVERED);
    }

    @Test
    void ofTestsThatEndedTogetherAlwaysTheSameOneIsTheLast() {
        List<HeldTest> equal = new ArrayList<>(IntStream.range(0, 5)
                .mapToObj(i -> held("db", "2026-03-15T10:00:00Z", i % 2 == 0 ? "PASSED" : "FAILED"))
                .toList());
        UUID first = one("2026-03-16T00:00:00Z", equal.toArray(HeldTest[]::new))
                .last()
                .orElseThrow()
                .gameDay();

        Collections.reverse(equal);

        assertThat(one("2026-03-16T00:00:00Z", equal.toArray(HeldTest[]::new))
                        .last()
                        .orElseThrow()
                        .gameDay())
                .isEqualTo(first);
    }

    @Test
    void aGameDayUnderWayIsNotTheLastTest() {
        HeldTest done = held("db", "2026-03-15T10:00:00Z", "PASSED");
        HeldTest running = new HeldTest(
                UUID.randomUUID(),
                done.tested(),
                done.conduct(),
                Instant.parse("2026-03-16T10:00:00Z"),
                Optional.empty(),
                Optional.empty());

        assertThat(one("2026-03-16T11:00:00Z", done, running).last()).contains(done);
    }

    @Test
    void whatWasTestedByARunbookThatIsGoneStays() {
        List<CoverageRow> rows = at(
                "2026-03-16T00:00:00Z",
                List.of(scenario("new-name", MONTH)),
                held("old-name", "2026-03-15T10:00:00Z", "PASSED"));

        assertThat(rows)
                .extracting(CoverageRow::runbook, CoverageRow::status)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("old-name", Status.RUNBOOK_GONE),
                        org.assertj.core.groups.Tuple.tuple("new-name", Status.OVERDUE));
        assertThat(rows.getFirst().function()).isEqualTo("Former function");
        assertThat(rows.getFirst().due()).isEmpty();
    }

    @Test
    void aRunbookThatIsNotReadKeepsTheFunctionOfItsTests() {
        Scenario unread = new Scenario("db", Optional.empty(), List.of(), STORED);

        CoverageRow row = at("2026-03-16T00:00:00Z", List.of(unread), held("db", "2026-03-15T10:00:00Z", "PASSED"))
                .getFirst();

        assertThat(row.status()).isEqualTo(Status.UNREADABLE);
        assertThat(row.function()).isEqualTo("Former function");
    }

    @Test
    void twoHundredRunbooksAreSortedByFunction() {
        List<Scenario> many = IntStream.range(0, 200)
                .mapToObj(i -> scenario("r-%03d".formatted(199 - i), MONTH))
                .toList();

        assertThat(at("2026-01-02T00:00:00Z", many))
                .hasSize(200)
                .extracting(CoverageRow::runbook)
                .isSorted();
    }

    @Test
    void whatIsDueOftenIsNotRemindedOfAllTheTime() {
        Scenario daily = scenario("daily", Period.ofDays(1));
        HeldTest test = held("daily", "2026-03-15T10:00:00Z", "PASSED");

        assertThat(at("2026-03-15T21:59:59Z", List.of(daily), test).getFirst().status())
                .isEqualTo(Status.COVERED);
        assertThat(at("2026-03-15T22:00:00Z", List.of(daily), test).getFirst().status())
                .isEqualTo(Status.DUE_SOON);
    }

    @ParameterizedTest
    @CsvSource({
        // month ends
        "2026-01-31T10:00:00Z, P1M, 2026-02-28T10:00:00Z",
        "2028-01-31T10:00:00Z, P1M, 2028-02-29T10:00:00Z",
        "2026-03-31T10:00:00Z, P1M, 2026-04-30T10:00:00Z",
        // leap day yearly, and over the clock change to the same local time
        "2028-02-29T10:00:00Z, P1Y, 2029-02-28T10:00:00Z",
        "2026-03-15T10:00:00Z, P1M, 2026-04-15T09:00:00Z",
        "2026-10-15T09:00:00Z, P14D, 2026-10-29T10:00:00Z",
        // 02:30 on 29 March 2026 does not exist in Berlin: due when the clock has skipped it
        "2026-02-28T01:30:00Z, P29D, 2026-03-29T01:30:00Z",
        // 02:30 on 25 October 2026 exists twice: the first one
        "2026-09-25T00:30:00Z, P1M, 2026-10-25T00:30:00Z",
        "2026-11-30T23:30:00Z, P3M, 2027-02-28T23:30:00Z"
    })
    void dueTimesFollowTheCalendarOfTheZone(Instant last, Period frequency, Instant due) {
        assertThat(DueTime.after(last, frequency, BERLIN)).isEqualTo(due);
    }

    @Test
    void withoutAZoneItIsUtc() {
        assertThat(DueTime.after(Instant.parse("2026-03-15T10:00:00Z"), MONTH, ZoneOffset.UTC))
                .isEqualTo("2026-04-15T10:00:00Z");
    }
}
