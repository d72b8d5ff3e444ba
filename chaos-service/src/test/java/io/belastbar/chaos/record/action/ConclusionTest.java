package io.belastbar.chaos.record.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.record.action.ActionItem.Plan;
import io.belastbar.chaos.record.action.ActionItem.Source;
import io.belastbar.chaos.record.action.Conclusion.Day;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.contracts.Severity;
import io.belastbar.resilience.record.RecordEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConclusionTest {
    private static final Instant AT = Instant.parse("2025-03-15T10:00:00Z");

    private final List<ActionItem> items = new ArrayList<>();

    @Test
    void whatWasNotAsExpectedIsAnItemAndAFinding() {
        Conclusion drawn = conclude("FAILED", entry("EXPECTATION_MISSED", "alert in 60 s", "measured", "180 s"));

        assertThat(drawn.changed()).singleElement().satisfies(item -> {
            assertThat(item.plan().owner()).isEqualTo("Backend Engineer");
            assertThat(item.plan().due()).isEqualTo("2025-04-14");
            assertThat(item.plan().retest()).isEqualTo("db-down");
        });
        assertThat(drawn.events()).singleElement().isInstanceOfSatisfying(FindingRaised.class, finding -> {
            assertThat(finding.category()).isEqualTo("Resilience");
            assertThat(finding.severity()).isEqualTo(Severity.HIGH);
            assertThat(finding.evidence()).containsEntry("observed", "180 s").containsEntry("due", "2025-04-14");
        });
    }

    @Test
    void repeatThatIsRightForThisExpectationClosesItWhateverElseFailed() {
        conclude("FAILED", entry("EXPECTATION_MISSED", "alert"));

        Conclusion repeat =
                conclude("FAILED", entry("EXPECTATION_MET", "alert"), entry("EXPECTATION_MISSED", "breaker"));

        assertThat(repeat.events()).hasSize(2);
        assertThat(repeat.events())
                .filteredOn(FindingResolved.class::isInstance)
                .hasSize(1);
        assertThat(items)
                .filteredOn(ActionItem::isOpen)
                .extracting(ActionItem::subject)
                .containsExactly("breaker");
    }

    @Test
    void repeatThatFailsAgainIsCountedAndStaysOneFinding() {
        conclude("FAILED", entry("EXPECTATION_MISSED", "alert"));
        Conclusion again = conclude("FAILED", entry("EXPECTATION_MISSED", "alert"));

        assertThat(items).singleElement().satisfies(item -> {
            assertThat(item.times()).isEqualTo(2);
            assertThat(item.isOpen()).isTrue();
        });
        assertThat(again.events()).singleElement().isInstanceOf(FindingRaised.class);
    }

    @Test
    void whatWasClosedAndFailsAgainIsOpenAgain() {
        conclude("FAILED", entry("EXPECTATION_MISSED", "alert"));
        conclude("PASSED", entry("EXPECTATION_MET", "alert"));
        conclude("FAILED", entry("EXPECTATION_MISSED", "alert"));

        assertThat(items).singleElement().satisfies(item -> {
            assertThat(item.isOpen()).isTrue();
            assertThat(item.times()).isEqualTo(2);
        });
    }

    @Test
    void whatCouldNotBeSeenInTheRepeatProvesNothing() {
        conclude("FAILED", entry("EXPECTATION_MISSED", "alert"));
        Conclusion repeat = conclude("INCONCLUSIVE", entry("EXPECTATION_UNKNOWN", "alert"));

        assertThat(repeat.changed()).isEmpty();
        assertThat(repeat.events()).isEmpty();
        assertThat(items).singleElement().matches(ActionItem::isOpen);
    }

    @Test
    void theWorstOfWhatWasSeenCounts() {
        conclude("FAILED", entry("EXPECTATION_MISSED", "alert"), entry("EXPECTATION_MET", "alert"));

        assertThat(items).singleElement().matches(ActionItem::isOpen);
    }

    @Test
    void repeatWithoutTheExpectationClosesNothing() {
        conclude("FAILED", entry("EXPECTATION_MISSED", "alert"));
        Conclusion repeat = conclude("PASSED", entry("EXPECTATION_MET", "another name"));

        assertThat(repeat.changed()).isEmpty();
    }

    @Test
    void whatAPersonWroteIsClosedByARepeatThatPassedAndNotByItsOwnGameDay() {
        items.add(byHand());

        assertThat(conclude("FAILED").changed()).isEmpty();
        assertThat(conclude("PASSED").events()).singleElement().isInstanceOf(FindingResolved.class);
    }

    @Test
    void stopConditionIsOverOnlyWhenARepeatPassed() {
        conclude("FAILED", entry("STOP_CONDITION_MET", "error rate"));

        assertThat(conclude("ABORTED").changed()).isEmpty();
        assertThat(conclude("PASSED").changed()).singleElement().matches(item -> !item.isOpen());
    }

    @Test
    void steadyStateThatWasNotRegainedIsAnItemWhoseFindingIsRaisedElsewhere() {
        assertThat(conclude("FAILED", entry("NOT_REGAINED", "steady-state")).events())
                .isEmpty();
        assertThat(items)
                .singleElement()
                .extracting(ActionItem::fingerprint)
                .isEqualTo("game-day-not-regained:smartbav:db-down");
        assertThat(conclude("PASSED", entry("REGAINED", "steady-state")).events())
                .isEmpty();
        assertThat(items).singleElement().matches(item -> !item.isOpen());
    }

    @Test
    void failoverThatTookTooLongSaysSoInItsTitle() {
        Conclusion drawn = conclude(
                "FAILED",
                new RecordEntry(
                        "MEASURED",
                        AT,
                        "game-day",
                        Map.of(
                                "subject",
                                "db",
                                "rtoMs",
                                2_000_000,
                                "rtoVerdict",
                                "MISSED",
                                "rpoVerdict",
                                "INCONCLUSIVE")));

        assertThat(drawn.events())
                .extracting(event -> ((FindingRaised) event).title().toLowerCase(java.util.Locale.ROOT))
                .allMatch(title -> title.contains("failover"));
        assertThat(items).extracting(ActionItem::source).containsExactly(Source.RECOVERY_TIME, Source.DATA_LOSS);
        assertThat(items).extracting(item -> item.plan().owner()).containsOnly("DevOps Engineer");
    }

    @Test
    void abortedBeforeAnythingHasNothingToConclude() {
        Conclusion drawn = conclude("ABORTED");

        assertThat(drawn.changed()).isEmpty();
        assertThat(drawn.events()).isEmpty();
    }

    private Conclusion conclude(String outcome, RecordEntry... entries) {
        var day =
                new Day(UUID.randomUUID(), "smartbav", "db-down", "offers", outcome, AT, LocalDate.parse("2025-03-15"));
        Conclusion drawn = Conclusion.of(day, Shown.of(List.of(entries)), items, UUID::randomUUID);
        drawn.changed().forEach(item -> {
            items.removeIf(known -> known.fingerprint().equals(item.fingerprint()));
            items.add(item);
        });
        return drawn;
    }

    private static ActionItem byHand() {
        return new ActionItem(
                UUID.randomUUID(),
                "smartbav",
                "db-down",
                Source.BY_HAND,
                "sharpen thresholds",
                Severity.MEDIUM,
                new Plan("Ana", LocalDate.parse("2025-05-01"), "db-down"),
                List.of(UUID.randomUUID()),
                AT,
                "moderator",
                Optional.empty());
    }

    private static RecordEntry entry(String kind, String subject, String... more) {
        Map<String, Object> content = new TreeMap<>(Map.of("subject", subject));
        for (int i = 0; i < more.length; i += 2) {
            content.put(more[i], more[i + 1]);
        }
        return new RecordEntry(kind, AT, "game-day", content);
    }
}
