package io.belastbar.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.fault.action.FaultAction;
import io.belastbar.chaos.fault.action.SimulatorFault.Simulated;
import io.belastbar.chaos.fault.action.SimulatorLatency;
import io.belastbar.contracts.GameDayFinished;
import io.belastbar.contracts.GameDayStarted;
import io.belastbar.contracts.GameDayStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FaultTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final FaultAction SLOW = new SimulatorLatency(Simulated.INSURER, "smartbav-insurer", 30_000, 0, 100);
    private final Fault planned = planned(Optional.empty());
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
        assertThat(active.notAfter()).isEqualTo(NOON.plusSeconds(65));
    }

    @Test
    void aTargetThatDoesNotConfirmIsIllUntilItsDeadManLimitHasPassed() {
        Fault clearing = active.cancelled("operator").orElseThrow();

        assertThat(clearing.outlived(NOON.plusSeconds(69))).isEmpty();
        assertThat(clearing.outlived(NOON.plusSeconds(70)).orElseThrow().state())
                .isEqualTo(new FaultState.Ended(EndReason.CANCELLED, "operator", NOON.plusSeconds(70)));
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

        assertThat(FaultStory.of(planned, 0, NOON)).singleElement().isInstanceOf(GameDayStarted.class);
        assertThat(FaultStory.of(active, 1, NOON))
                .singleElement()
                .satisfies(event -> assertThat(((GameDayStep) event).phase()).isEqualTo("INJECTED"));
        assertThat(FaultStory.of(ended, 2, NOON))
                .satisfiesExactly(
                        step -> assertThat(((GameDayStep) step).phase()).isEqualTo("EXPIRED"),
                        end -> assertThat(((GameDayFinished) end).outcome()).isEqualTo("COMPLETED"));
    }

    @Test
    void aFaultOfAGameDayTellsStepsOfThatGameDayAndNeitherItsBeginningNorItsEnd() {
        UUID gameDay = UUID.randomUUID();
        Fault started = planned(Optional.of(gameDay));
        Fault broken = started.injected(NOON.plusSeconds(1)).orElseThrow();
        Fault over = broken.cancelled("operator")
                .flatMap(fault -> fault.cleared(NOON.plusSeconds(9)))
                .orElseThrow();

        assertThat(FaultStory.of(started, 0, NOON)).isEmpty();
        assertThat(FaultStory.of(broken, 7, NOON))
                .singleElement()
                .isEqualTo(new GameDayStep(
                        gameDay.toString(),
                        "smartbav",
                        7,
                        "insurer-latency",
                        "INJECTED",
                        "smartbav-insurer",
                        NOON,
                        "operator",
                        Map.of(
                                "latencyMs", "30000",
                                "faultId", broken.id().toString(),
                                "deadline", "2026-11-20T12:01:00Z")));
        assertThat(FaultStory.of(over, 8, NOON))
                .singleElement()
                .satisfies(step -> assertThat(((GameDayStep) step).phase()).isEqualTo("CLEARED"));
    }

    private static Fault planned(Optional<UUID> gameDay) {
        return Fault.planned(
                new FaultRequest(UUID.randomUUID(), "smartbav", SLOW, Duration.ofSeconds(60), "operator", gameDay),
                NOON);
    }

    private static List<Integer> sequences(Fault fault) {
        return FaultStory.of(fault, fault.steps(), NOON).stream()
                .filter(GameDayStep.class::isInstance)
                .map(step -> ((GameDayStep) step).sequence())
                .toList();
    }
}
