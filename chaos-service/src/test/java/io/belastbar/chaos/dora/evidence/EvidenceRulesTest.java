package io.belastbar.chaos.dora.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.dora.PlayedRecord;
import io.belastbar.chaos.dora.article.Articles;
import io.belastbar.chaos.dora.facts.GameDayFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceRulesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final EvidenceRules RULES = new EvidenceRules(Articles.own(), BERLIN);

    private static PlayedRecord failover() {
        return PlayedRecord.of("database-primary-down")
                .says("rtoTargetMs", Duration.ofMinutes(30).toMillis())
                .says("rpoTargetMs", Duration.ofMinutes(5).toMillis())
                .people("moderator=tester", "operations=olga", "compliance=carl")
                .begin()
                .injected("postgres-kill")
                .done("promote")
                .expectation("EXPECTATION_MET", "cache-equals-database", "cache-agrees")
                .expectation("EXPECTATION_MET", "answers", "stale-or-503")
                .add("FAULTS_TAKEN_BACK", "game-day", Map.of())
                .add("REGAINED", "game-day", Map.of());
    }

    private static Evidence of(String article, GameDayFacts day) {
        return RULES.of(day).stream()
                .filter(evidence -> evidence.article().id().equals(article))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSwitchoverThereAndBackIsShownByTheEntriesThatSaySo() {
        GameDayFacts day = failover().finished("PASSED").facts();

        Evidence evidence = of("RTS-25-2-C", day);

        assertThat(evidence.verdict()).isEqualTo(Verdict.SHOWN);
        assertThat(evidence.because().english()).contains("carried the function for 3 min");
        assertThat(evidence.entries()).containsExactly(3L, 7L);
        assertThat(of("DORA-11-6", day).verdict()).isEqualTo(Verdict.SHOWN);
    }

    @Test
    void aSwitchoverWithoutTheWayBackIsNoSwitchoverThereAndBack() {
        GameDayFacts day = PlayedRecord.of("database-primary-down")
                .begin()
                .injected("postgres-kill")
                .done("promote")
                .add("NOT_REGAINED", "game-day", Map.of())
                .finished("FAILED")
                .facts();

        assertThat(of("RTS-25-2-C", day).verdict()).isEqualTo(Verdict.SHOWN_NOT_MET);
    }

    @Test
    void steadyStateBeforeTheSwitchoverIsNoWayBack() {
        GameDayFacts day = PlayedRecord.of("database-primary-down")
                .begin()
                .add("FAULTS_TAKEN_BACK", "game-day", Map.of())
                .add("REGAINED", "game-day", Map.of())
                .done("promote")
                .finished("PASSED")
                .facts();

        assertThat(of("RTS-25-2-C", day).verdict()).isEqualTo(Verdict.SHOWN_NOT_MET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ABORTED", "INCONCLUSIVE"})
    void whatSaysNothingShowsNothing(String outcome) {
        GameDayFacts day = failover().finished(outcome).facts();

        assertThat(RULES.of(day)).noneMatch(evidence -> evidence.verdict() == Verdict.SHOWN);
        assertThat(of("RTS-25-2-C", day).because().english()).contains(outcome);
    }

    @Test
    void aGameDayUnderWayShowsNothing() {
        assertThat(RULES.of(failover().facts())).noneMatch(evidence -> evidence.verdict() == Verdict.SHOWN);
    }

    @Test
    void aRehearsalAndATestEnvironmentAreReservations() {
        GameDayFacts quick = failover("timeScale", 0.05);
        GameDayFacts elsewhere = failover("environments", List.of("PRODUCTION", "TEST"));
        GameDayFacts alone = failover("unattended", true);

        assertThat(of("RTS-25-2-C", quick).verdict()).isEqualTo(Verdict.PARTLY);
        assertThat(of("RTS-25-2-C", quick).because().german()).contains("Probe");
        assertThat(of("DORA-24-6", elsewhere).verdict()).isEqualTo(Verdict.PARTLY);
        assertThat(of("DORA-24-6", elsewhere).because().german()).contains("Testumgebung");
        assertThat(of("DORA-24-6", alone).because().english()).contains("unattended");
    }

    private static GameDayFacts failover(String name, Object value) {
        return PlayedRecord.of("x")
                .says(name, value)
                .begin()
                .injected("postgres-kill")
                .done("promote")
                .add("FAULTS_TAKEN_BACK", "game-day", Map.of())
                .add("REGAINED", "game-day", Map.of())
                .finished("PASSED")
                .facts();
    }

    @Test
    void objectivesAreComparedWithWhatWasMeasured() {
        var met = failover().add("MEASURED", "probe", Map.of("rtoMs", 1_800_000, "rpoMs", 40));
        var missed = failover().add("MEASURED", "probe", Map.of("rtoMs", 1_800_001, "rpoMs", 40));

        assertThat(of("DORA-12-6", met.finished("PASSED").facts()).verdict()).isEqualTo(Verdict.SHOWN);
        assertThat(of("DORA-12-6", missed.finished("FAILED").facts()).verdict()).isEqualTo(Verdict.SHOWN_NOT_MET);
    }

    @Test
    void aMeasurementAsTheEngineWritesItCountsToo() {
        var day = failover()
                .add(
                        "MEASURED",
                        "probe",
                        Map.of(
                                "rto", Map.of("state", "MEASURED", "ms", 2_020.5, "boundMs", 20),
                                "rpo", Map.of("state", "UNKNOWN", "because", "NO_READ_BACK")))
                .finished("PASSED")
                .facts();

        assertThat(of("DORA-12-6", day).verdict()).isEqualTo(Verdict.PARTLY);
        assertThat(of("DORA-12-6", day).because().english()).contains("RTO 2 s 21 ms (≤ 30 min)");
    }

    @Test
    void aTargetWithinTheErrorOfItsMeasurementDecidesNothing() {
        var day = failover()
                .add(
                        "MEASURED",
                        "probe",
                        Map.of(
                                "rtoState",
                                "MEASURED",
                                "rtoMs",
                                1_799_999,
                                "rtoVerdict",
                                "INCONCLUSIVE",
                                "rpoMs",
                                0,
                                "rpoVerdict",
                                "MET"))
                .finished("PASSED")
                .facts();

        assertThat(of("DORA-12-6", day).verdict()).isEqualTo(Verdict.PARTLY);
        assertThat(of("DORA-12-6", day).because().english())
                .contains("RPO 0 ms")
                .doesNotContain("RTO");
    }

    @Test
    void recoveryThatWasNotReachedIsMissed() {
        var day = failover()
                .add(
                        "MEASURED",
                        "probe",
                        Map.of("rtoState", "NOT_REACHED", "rtoMoreThanMs", 2_400_000, "rtoVerdict", "MISSED"))
                .finished("FAILED")
                .facts();

        assertThat(of("DORA-12-6", day).verdict()).isEqualTo(Verdict.SHOWN_NOT_MET);
        assertThat(of("DORA-12-6", day).because().english()).contains("RTO > 40 min (> 30 min)");
    }

    @Test
    void noOutageHoldsTheTarget() {
        var day = failover()
                .add(
                        "MEASURED",
                        "probe",
                        Map.of("rtoState", "NO_OUTAGE", "rtoVerdict", "MET", "rpoMs", 0, "rpoVerdict", "MET"))
                .finished("PASSED")
                .facts();

        assertThat(of("DORA-12-6", day).verdict()).isEqualTo(Verdict.SHOWN);
    }

    @Test
    void withoutAMeasurementNoObjectiveIsShown() {
        GameDayFacts day = failover().finished("PASSED").facts();

        assertThat(of("DORA-12-6", day).verdict()).isEqualTo(Verdict.NOT_SHOWN);
    }

    @Test
    void checksAfterTheRecoveryAreThoseThatReconcile() {
        GameDayFacts good = failover().finished("PASSED").facts();
        GameDayFacts bad = failover()
                .expectation("EXPECTATION_MISSED", "counts-agree", "webhooks \"süß\"")
                .finished("FAILED")
                .facts();

        assertThat(of("DORA-12-7", good).verdict()).isEqualTo(Verdict.SHOWN);
        assertThat(of("DORA-12-7", good).because().english())
                .contains("cache-agrees")
                .doesNotContain("stale");
        assertThat(of("DORA-12-7", bad).verdict()).isEqualTo(Verdict.SHOWN_NOT_MET);
        assertThat(of("DORA-12-7", bad).because().german()).contains("webhooks \"süß\"");
    }

    @Test
    void loadAloneIsNoPerformanceTestUnlessFiguresAreJudged() {
        GameDayFacts load =
                PlayedRecord.of("x").begin().done("load").finished("PASSED").facts();
        GameDayFacts judged = PlayedRecord.of("x")
                .begin()
                .done("load")
                .expectation("EXPECTATION_MISSED", "latency", "p99")
                .finished("FAILED")
                .facts();

        assertThat(of("DORA-25-1-PERFORMANCE", load).verdict()).isEqualTo(Verdict.NOT_SHOWN);
        assertThat(of("DORA-25-1-PERFORMANCE", judged).verdict()).isEqualTo(Verdict.SHOWN_NOT_MET);
        assertThat(of("DORA-25-1-SCENARIO", load).verdict()).isEqualTo(Verdict.SHOWN);
    }

    @Test
    void threatLedTestsAreNeverCovered() {
        assertThat(of("DORA-26-27", failover().finished("PASSED").facts()).verdict())
                .isEqualTo(Verdict.NOT_COVERED);
    }

    @Test
    void providersCountOnlyWhereTheRunbookNamesTheArticle() {
        assertThat(of("DORA-28-30", sap("DORA 25(1)", "RTS 2024/1774 25(2)(c)")).verdict())
                .isEqualTo(Verdict.NOT_APPLICABLE);
        assertThat(of("DORA-28-30", sap("DORA 128")).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
        assertThat(of("DORA-28-30", sap("DORA Art. 28")).verdict()).isEqualTo(Verdict.PARTLY);
        assertThat(of("DORA-28-30", sap("DORA 25(1), 30")).verdict()).isEqualTo(Verdict.PARTLY);
        assertThat(of("DORA-28-30", failover().finished("PASSED").facts()).verdict())
                .isEqualTo(Verdict.NOT_APPLICABLE);
    }

    private static GameDayFacts sap(String... basis) {
        return PlayedRecord.of("sap-down")
                .says("legalBasis", List.of(basis))
                .begin()
                .injected("sap-errors")
                .finished("PASSED")
                .facts();
    }

    @Test
    void whatEscapedIsToBeExaminedHoweverItEnded() {
        GameDayFacts notRegained = PlayedRecord.of("x")
                .begin()
                .add("NOT_REGAINED", "game-day", Map.of())
                .finished("ABORTED")
                .facts();
        GameDayFacts foreignRow = PlayedRecord.of("x")
                .begin()
                .expectation("STOP_CONDITION_MET", "tenant-isolation", "no-foreign-row")
                .finished("FAILED")
                .facts();
        GameDayFacts stopped = PlayedRecord.of("x")
                .begin()
                .expectation("STOP_CONDITION_MET", "error-rate", "not-all-errors")
                .finished("FAILED")
                .facts();

        assertThat(of("DORA-17-19", notRegained).verdict()).isEqualTo(Verdict.TO_BE_EXAMINED);
        assertThat(of("DORA-17-19", foreignRow).entries()).containsExactly(2L);
        assertThat(of("DORA-17-19", stopped).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    }

    @Test
    void formerBasisHoldsOnItsLastDayWhereTheLawApplies() {
        // Still the 16th in Berlin, and the first moment of the 17th.
        GameDayFacts lastMoment = at(Instant.parse("2025-01-16T22:59:59Z"));
        GameDayFacts nextDay = at(Instant.parse("2025-01-16T23:00:00Z"));

        assertThat(of("VAIT-8", lastMoment).verdict()).isEqualTo(Verdict.PARTLY);
        assertThat(of("VAIT-8", nextDay).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    }

    private static GameDayFacts at(Instant start) {
        return PlayedRecord.of("x")
                .at(start)
                .begin()
                .injected("redis-kill")
                .finished("PASSED")
                .facts();
    }

    @Test
    void everyArticleHasAReasonInBothLanguagesAndNoneSaysCompliant() {
        List<GameDayFacts> days = List.of(
                failover().finished("PASSED").facts(),
                failover().finished("ABORTED").facts(),
                sap("DORA 28"),
                PlayedRecord.of("x")
                        .without("criticality")
                        .begin()
                        .finished("PASSED")
                        .facts());

        for (GameDayFacts day : days) {
            assertThat(RULES.of(day)).hasSameSizeAs(Articles.own().articles()).allSatisfy(evidence -> {
                assertThat(evidence.because().english())
                        .isNotBlank()
                        .doesNotContain("{")
                        .doesNotContainIgnoringCase("complian");
                assertThat(evidence.because().german())
                        .isNotBlank()
                        .doesNotContain("{")
                        .doesNotContainIgnoringCase("konform");
            });
        }
    }

    @Test
    void anOldRecordThatSaysLittleIsReadAndGuessesNothing() {
        GameDayFacts day = PlayedRecord.of("x")
                .without("timeScale")
                .without("unattended")
                .without("environments")
                .without("participants")
                .without("runbookVersion")
                .without("criticality")
                .without("legalBasis")
                .author(null)
                .begin()
                .injected("postgres-kill")
                .finished("PASSED")
                .facts();

        assertThat(day.conduct().marks()).isEmpty();
        assertThat(of("DORA-24-4", day).verdict()).isEqualTo(Verdict.NOT_SHOWN);
        assertThat(of("DORA-24-6", day).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    }
}
