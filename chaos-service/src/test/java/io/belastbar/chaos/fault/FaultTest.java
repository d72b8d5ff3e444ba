package io.belastbar.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.GameDayFinished;
import io.belastbar.contracts.GameDayStarted;
import io.belastbar.contracts.GameDayStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FaultTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private final Fault planned = Fault.planned(
            UUID.randomUUID(),
            "smartbav",
            new FaultOrder("smartbav-insurer", 30_000, Duration.ofSeconds(60)),
            NOON,
            "operator");
    private final Fault active = planned.injected(NOON.plusSeconds(1)).orElseThrow();

    @Test
    void anActiveFaultIsDueAtItsDeadlineAndNotBefore() {
        assertThat(active.due(NOON.plusMillis(59_999))).isEmpty();
        assertThat(active.due(NOON.plusSeconds(60)).orElseThrow().state())
                .isEqualTo(new FaultState.Clearing(EndReason.EXPIRED, "clock"));
    }

    @Test
    void aFaultWhoseInjectionWasInterruptedIsClearedToBeSafe() {
        assertThat(planned.due(NOON.plusSeconds(14))).isEmpty();
        assertThat(planned.due(NOON.plusSeconds(15)).orElseThrow().state())
                .isEqualTo(new FaultState.Clearing(EndReason.FAILED, "clock"));
    }

    @Test
    void aFaultEndsOnlyWhenTheTargetHasConfirmed() {
        Fault clearing = active.cancelled("operator").orElseThrow();

        assertThat(clearing.state()).isEqualTo(new FaultState.Clearing(EndReason.CANCELLED, "operator"));
        assertThat(clearing.cleared(NOON.plusSeconds(9)).orElseThrow().state())
                .isEqualTo(new FaultState.Ended(EndReason.CANCELLED, "operator", NOON.plusSeconds(9)));
        assertThat(active.cleared(NOON)).isEmpty();
    }

    @Test
    void whatIsOverStaysOver() {
        Fault ended = active.cancelled("operator")
                .flatMap(fault -> fault.cleared(NOON))
                .orElseThrow();

        assertThat(ended.cancelled("operator")).isEmpty();
        assertThat(ended.due(NOON.plusSeconds(10_000))).isEmpty();
        assertThat(ended.injected(NOON)).isEmpty();
        assertThat(ended.cleared(NOON)).isEmpty();
    }

    @Test
    void theTargetRecoversAloneShortlyAfterTheDeadline() {
        assertThat(active.deadMan(NOON.plusSeconds(5))).isEqualTo(Duration.ofSeconds(65));
    }

    @Test
    void aTargetThatDoesNotConfirmIsIllUntilItsDeadManLimitHasPassed() {
        Fault clearing = active.cancelled("operator").orElseThrow();

        assertThat(clearing.outlived(NOON.plusSeconds(74))).isEmpty();
        assertThat(clearing.outlived(NOON.plusSeconds(75)).orElseThrow().state())
                .isEqualTo(new FaultState.Ended(EndReason.CANCELLED, "operator", NOON.plusSeconds(75)));
        assertThat(active.outlived(NOON.plusSeconds(999))).isEmpty();
    }

    @Test
    void stepsAreCountedFromOneWhateverTheFirstOneIs() {
        Fault expired = active.due(NOON.plusSeconds(60))
                .flatMap(fault -> fault.cleared(NOON.plusSeconds(61)))
                .orElseThrow();
        Fault failed =
                planned.notInjected().flatMap(fault -> fault.cleared(NOON)).orElseThrow();

        assertThat(sequences(active)).containsExactly(1);
        assertThat(sequences(expired)).containsExactly(2);
        assertThat(sequences(failed)).containsExactly(1);
    }

    @Test
    void itsEventsTellAGameDay() {
        Fault ended = active.due(NOON.plusSeconds(60))
                .flatMap(fault -> fault.cleared(NOON.plusSeconds(61)))
                .orElseThrow();

        assertThat(FaultStory.of(planned, NOON)).singleElement().isInstanceOf(GameDayStarted.class);
        assertThat(FaultStory.of(active, NOON))
                .singleElement()
                .satisfies(event -> assertThat(((GameDayStep) event).phase()).isEqualTo("INJECTED"));
        assertThat(FaultStory.of(ended, NOON))
                .satisfiesExactly(
                        step -> assertThat(((GameDayStep) step).phase()).isEqualTo("EXPIRED"),
                        end -> assertThat(((GameDayFinished) end).outcome()).isEqualTo("COMPLETED"));
    }

    private static List<Integer> sequences(Fault fault) {
        return FaultStory.of(fault, NOON).stream()
                .filter(GameDayStep.class::isInstance)
                .map(step -> ((GameDayStep) step).sequence())
                .toList();
    }
}
