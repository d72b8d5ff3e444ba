package io.belastbar.profiling.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingRegistered;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.FindingStatusChanged;
import io.belastbar.contracts.Severity;
import io.belastbar.profiling.finding.history.HistoryEntry;
import io.belastbar.profiling.finding.history.HistoryEntry.Kind;
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
        return FindingRegister.changeStatus(finding, FindingStatus.RESOLVED, why("engineer", null, at))
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
    void aCauseOfOneSystemIsNoneOfAnother() {
        var elsewhere = FindingRaised.of(open.fingerprint(), "shop", "scanner")
                .raised(T2, Severity.HIGH)
                .component("c")
                .title("t")
                .build();

        assertThatExceptionOfType(FindingRegister.NotAllowed.class)
                .isThrownBy(() -> FindingRegister.seenAgain(open, elsewhere, T2))
                .withMessageEndingWith("is PE-001 of system smartbav: was of system shop");
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
        Finding accepted = FindingRegister.changeStatus(open, FindingStatus.ACCEPTED, why("e", "risk taken", T2))
                .finding();

        assertThat(FindingRegister.seenAgain(accepted, Raised.at(T3, Severity.HIGH), T3)
                        .finding()
                        .status())
                .isEqualTo(FindingStatus.ACCEPTED);
    }

    @Test
    void acceptingNeedsAReason() {
        assertThatExceptionOfType(FindingRegister.NotAllowed.class)
                .isThrownBy(() -> FindingRegister.changeStatus(open, FindingStatus.ACCEPTED, why("e", " ", T2)))
                .withMessage("status ACCEPTED needs a reason");
    }

    @Test
    void decidedFindingCanOnlyBeOpenedAgain() {
        Finding resolved = resolved(open, T2);

        assertThatExceptionOfType(FindingRegister.NotAllowed.class)
                .isThrownBy(() -> FindingRegister.changeStatus(resolved, FindingStatus.REJECTED, why("e", "no", T3)))
                .withMessage("PE-001 is RESOLVED and cannot become REJECTED; open it again first");
        assertThat(FindingRegister.changeStatus(resolved, FindingStatus.OPEN, why("e", null, T3))
                        .finding()
                        .status())
                .isEqualTo(FindingStatus.OPEN);
    }

    @Test
    void statusCannotChangeToItself() {
        assertThatExceptionOfType(FindingRegister.NotAllowed.class)
                .isThrownBy(() -> FindingRegister.changeStatus(open, FindingStatus.OPEN, why("e", null, T2)));
    }

    @Test
    void everyStepStandsInTheHistoryWithWhoWhenAndWhy() {
        Finding seen = FindingRegister.seenAgain(open, Raised.at(T2, Severity.HIGH), T2)
                .finding();
        Finding accepted = FindingRegister.changeStatus(
                        seen, FindingStatus.ACCEPTED, new Decision("anna", T2, "risk taken by the board", T3))
                .finding();

        assertThat(accepted.decision()).isEqualTo(new Decision("anna", T2, "risk taken by the board", T3));
        assertThat(accepted.history())
                .extracting(HistoryEntry::position, HistoryEntry::kind, HistoryEntry::by, HistoryEntry::reason)
                .containsExactly(
                        tuple(1, Kind.RAISED, "Performance Engineer", null),
                        tuple(2, Kind.SEEN_AGAIN, "Performance Engineer", null),
                        tuple(3, Kind.STATUS_CHANGED, "anna", "risk taken by the board"));
        assertThat(accepted.history().getLast())
                .extracting(HistoryEntry::from, HistoryEntry::to, HistoryEntry::at, HistoryEntry::until)
                .containsExactly(FindingStatus.OPEN, FindingStatus.ACCEPTED, T2, T3);
    }

    @Test
    void sightingsInARowAreOneEntryUntilSomethingElseHappens() {
        Finding thrice = seen(seen(seen(open, T1, Severity.HIGH), T2, Severity.HIGH), T3, Severity.HIGH);
        Finding worse = seen(thrice, T3, Severity.CRITICAL);
        Finding decided = seen(resolved(worse, T3), T2, Severity.HIGH);

        assertThat(thrice.history().getLast())
                .extracting(HistoryEntry::position, HistoryEntry::times, HistoryEntry::at, HistoryEntry::lastAt)
                .containsExactly(2, 3, T1, T3);
        assertThat(decided.history())
                .extracting(HistoryEntry::kind, HistoryEntry::times, HistoryEntry::severity)
                .containsExactly(
                        tuple(Kind.RAISED, 1, Severity.HIGH),
                        tuple(Kind.SEEN_AGAIN, 3, Severity.HIGH),
                        tuple(Kind.SEEN_AGAIN, 1, Severity.CRITICAL),
                        tuple(Kind.STATUS_CHANGED, 1, null),
                        tuple(Kind.SEEN_AGAIN, 1, Severity.CRITICAL));
    }

    @Test
    void reopeningByASightingIsASightingAndAChange() {
        Finding open = FindingRegister.seenAgain(resolved(this.open, T2), Raised.at(T3, Severity.HIGH), T3)
                .finding();

        assertThat(open.history())
                .extracting(HistoryEntry::kind)
                .containsExactly(Kind.RAISED, Kind.STATUS_CHANGED, Kind.SEEN_AGAIN, Kind.STATUS_CHANGED);
        assertThat(open.decision().by()).isEqualTo("profiling-service");
        assertThat(open.decision().reason()).startsWith("seen again at ");
    }

    @Test
    void aLongHistoryShowsItsNewestEntries() {
        Finding finding = open;
        for (int i = 0; i < 100; i++) {
            finding = FindingRegister.changeStatus(
                            finding, i % 2 == 0 ? FindingStatus.IN_PROGRESS : FindingStatus.OPEN, why("e", null, T2))
                    .finding();
        }

        assertThat(finding.history()).hasSize(HistoryEntry.SHOWN_MAX);
        assertThat(finding.history().getLast().position()).isEqualTo(101);
    }

    @Test
    void anAcceptanceEndsAtItsTimeAndTheFindingIsOpenAgain() {
        Finding accepted = FindingRegister.changeStatus(
                        open, FindingStatus.ACCEPTED, new Decision("anna", T1, "until the release", T2))
                .finding();

        assertThat(FindingRegister.expire(accepted, T2.minusNanos(1))).isEmpty();
        var step = FindingRegister.expire(accepted, T2).orElseThrow();
        assertThat(step.finding().status()).isEqualTo(FindingStatus.OPEN);
        assertThat(step.events()).singleElement().isInstanceOfSatisfying(FindingStatusChanged.class, event -> {
            assertThat(event.from()).isEqualTo(FindingStatus.ACCEPTED);
            assertThat(event.to()).isEqualTo(FindingStatus.OPEN);
            assertThat(event.changedBy()).isEqualTo("profiling-service");
            assertThat(event.reason()).isEqualTo("the acceptance ended at " + T2);
        });
        assertThat(FindingRegister.expire(step.finding(), T3)).isEmpty();
    }

    @Test
    void anAcceptanceForGoodNeverEnds() {
        Finding accepted = FindingRegister.changeStatus(open, FindingStatus.ACCEPTED, why("e", "by design", T2))
                .finding();

        assertThat(FindingRegister.expire(accepted, Instant.MAX)).isEmpty();
        assertThat(FindingRegister.expire(open, Instant.MAX)).isEmpty();
    }

    @Test
    void onlyAnAcceptanceEnds() {
        assertThatExceptionOfType(FindingRegister.NotAllowed.class)
                .isThrownBy(() ->
                        FindingRegister.changeStatus(open, FindingStatus.REJECTED, new Decision("e", T1, "no", T2)))
                .withMessage("only an acceptance ends at a time; status REJECTED has no until");
    }

    private static Finding seen(Finding finding, Instant at, Severity severity) {
        return FindingRegister.seenAgain(finding, Raised.at(at, severity), at).finding();
    }

    private static Decision why(String by, String reason, Instant at) {
        return new Decision(by, at, reason, null);
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
        var accepted = FindingRegister.changeStatus(open, FindingStatus.ACCEPTED, why("auditor", "risk taken", T2))
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
