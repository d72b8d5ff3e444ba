package io.belastbar.profiling.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belastbar.contracts.FindingRegistered;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.FindingStatusChanged;
import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingRegisterTest {
    private static final Instant T1 = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant T2 = T1.plusSeconds(60);
    private static final Instant T3 = T1.plusSeconds(120);

    private final Finding open =
            FindingRegister.enter(1, Raised.at(T1, Severity.HIGH), T1).finding();

    private static Finding resolved(Finding finding, Instant at) {
        return FindingRegister.changeStatus(finding, FindingStatus.RESOLVED, "engineer", null, at)
                .finding();
    }

    @Test
    void numbersHaveThreeDigitsAndMoreWhenNeeded() {
        assertThat(FindingRegister.number(1)).isEqualTo("PE-001");
        assertThat(FindingRegister.number(1000)).isEqualTo("PE-1000");
    }

    @Test
    void newCauseIsEnteredAndTold() {
        var step = FindingRegister.enter(7, Raised.at(T1, Severity.HIGH), T2);

        assertThat(step.finding().number()).isEqualTo("PE-007");
        assertThat(step.finding().status()).isEqualTo(FindingStatus.OPEN);
        assertThat(step.finding().occurrences()).isEqualTo(1);
        assertThat(step.events()).singleElement().isInstanceOfSatisfying(FindingRegistered.class, event -> {
            assertThat(event.number()).isEqualTo("PE-007");
            assertThat(event.foundBy()).isEqualTo("Performance Engineer");
        });
    }

    @Test
    void knownCauseIsCountedWithoutAnEvent() {
        var step = FindingRegister.seenAgain(open, Raised.at(T2, Severity.CRITICAL), T2);

        assertThat(step.events()).isEmpty();
        assertThat(step.finding().occurrences()).isEqualTo(2);
        assertThat(step.finding().lastSeenAt()).isEqualTo(T2);
        assertThat(step.finding().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(step.finding().evidence()).containsEntry("observed", "1500 ms at " + T2);
        assertThat(step.finding().version()).isGreaterThan(open.version());
    }

    @Test
    void severityDoesNotGetBetterByItself() {
        assertThat(FindingRegister.seenAgain(open, Raised.at(T2, Severity.LOW), T2)
                        .finding()
                        .severity())
                .isEqualTo(Severity.HIGH);
    }

    @Test
    void oldSightingDoesNotReplaceNewerEvidence() {
        Finding seen = FindingRegister.seenAgain(open, Raised.at(T3, Severity.HIGH), T3)
                .finding();

        Finding late = FindingRegister.seenAgain(seen, Raised.at(T2, Severity.HIGH), T3)
                .finding();

        assertThat(late.occurrences()).isEqualTo(3);
        assertThat(late.lastSeenAt()).isEqualTo(T3);
        assertThat(late.evidence()).isEqualTo(seen.evidence());
    }

    @Test
    void resolvedFindingSeenAgainIsOpenAgain() {
        var step = FindingRegister.seenAgain(resolved(open, T2), Raised.at(T3, Severity.HIGH), T3);

        assertThat(step.finding().status()).isEqualTo(FindingStatus.OPEN);
        assertThat(step.events()).singleElement().isInstanceOfSatisfying(FindingStatusChanged.class, event -> {
            assertThat(event.from()).isEqualTo(FindingStatus.RESOLVED);
            assertThat(event.to()).isEqualTo(FindingStatus.OPEN);
        });
    }

    @Test
    void sightingFromBeforeTheResolutionDoesNotReopen() {
        var step = FindingRegister.seenAgain(resolved(open, T3), Raised.at(T2, Severity.HIGH), T3);

        assertThat(step.finding().status()).isEqualTo(FindingStatus.RESOLVED);
        assertThat(step.events()).isEmpty();
    }

    @Test
    void acceptedFindingStaysAccepted() {
        Finding accepted = FindingRegister.changeStatus(open, FindingStatus.ACCEPTED, "e", "risk taken", T2)
                .finding();

        assertThat(FindingRegister.seenAgain(accepted, Raised.at(T3, Severity.HIGH), T3)
                        .finding()
                        .status())
                .isEqualTo(FindingStatus.ACCEPTED);
    }

    @Test
    void acceptingNeedsAReason() {
        assertThatExceptionOfType(FindingRegister.NotAllowed.class)
                .isThrownBy(() -> FindingRegister.changeStatus(open, FindingStatus.ACCEPTED, "e", " ", T2))
                .withMessage("status ACCEPTED needs a reason");
    }

    @Test
    void decidedFindingCanOnlyBeOpenedAgain() {
        Finding resolved = resolved(open, T2);

        assertThatExceptionOfType(FindingRegister.NotAllowed.class)
                .isThrownBy(() -> FindingRegister.changeStatus(resolved, FindingStatus.REJECTED, "e", "no", T3))
                .withMessage("PE-001 is RESOLVED and cannot become REJECTED; open it again first");
        assertThat(FindingRegister.changeStatus(resolved, FindingStatus.OPEN, "e", null, T3)
                        .finding()
                        .status())
                .isEqualTo(FindingStatus.OPEN);
    }

    @Test
    void statusCannotChangeToItself() {
        assertThatExceptionOfType(FindingRegister.NotAllowed.class)
                .isThrownBy(() -> FindingRegister.changeStatus(open, FindingStatus.OPEN, "e", null, T2));
    }

    @Test
    void whatItsSourceSaysIsOverIsResolvedAndTold() {
        var step = FindingRegister.over(open, over(T2));

        assertThat(step.finding().status()).isEqualTo(FindingStatus.RESOLVED);
        assertThat(step.events()).singleElement().isInstanceOfSatisfying(FindingStatusChanged.class, event -> {
            assertThat(event.to()).isEqualTo(FindingStatus.RESOLVED);
            assertThat(event.changedBy()).isEqualTo("budget-service");
            assertThat(event.reason()).isEqualTo("three values keep it");
        });
    }

    @Test
    void whatBreaksAgainAfterItWasOverIsOpenAgainHoweverLateTheWordOfItsEndArrived() {
        var resolved = FindingRegister.over(open, over(T2)).finding();

        assertThat(FindingRegister.seenAgain(resolved, Raised.at(T3, Severity.HIGH), T3.plusSeconds(3600))
                        .finding()
                        .status())
                .isEqualTo(FindingStatus.OPEN);
    }

    @Test
    void theWordThatItIsOverTakesNoDecisionAway() {
        var accepted = FindingRegister.changeStatus(open, FindingStatus.ACCEPTED, "auditor", "risk taken", T2)
                .finding();

        var step = FindingRegister.over(accepted, over(T3));

        assertThat(step.finding()).isEqualTo(accepted);
        assertThat(step.events()).isEmpty();
    }

    private FindingResolved over(Instant at) {
        return new FindingResolved(
                open.fingerprint(), open.system(), "budget-service", at, "three values keep it", Map.of());
    }
}
