package io.belastbar.chaos.gameday.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Origin;
import io.belastbar.chaos.runbook.Participant;
import io.belastbar.chaos.runbook.Purpose;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.SteadyState;
import io.belastbar.web.problem.DomainFailure;
import io.belastbar.web.problem.RoleRequired;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpeakerTest {
    private static final Deed.Confirm MANUAL = new Deed.Confirm("operations", "Look at it");
    private static final Participant DANA = new Participant("Dana \"D\" Müller", "operations", Optional.empty());
    private static final Participant OLGA = new Participant("Olga", "operations", Optional.of("olga"));
    private static final Participant MAX = new Participant("Max", "moderator", Optional.of("max"));

    @Test
    void whereTheRunbookNamesNobodyAnyOperatorSpeaks() {
        assertThat(speak("max", null, null, MAX)).isEqualTo("max");
        assertThat(speak("max", "operations", "Ute", MAX)).isEqualTo("Ute (max)");
    }

    @Test
    void anotherRoleIsRefusedWithTheRoleWhoseMatterItIs() {
        assertThatThrownBy(() -> speak("olga", "moderator", null, OLGA))
                .isInstanceOf(RoleRequired.class)
                .hasMessage("step look is confirmed by role operations, not by moderator")
                .satisfies(refused ->
                        assertThat(((DomainFailure) refused).status()).isEqualTo(403));
    }

    @Test
    void whoeverIsBoundToACallerSpeaksAsThisCallerOnly() {
        assertThat(speak("olga", null, null, OLGA, MAX)).isEqualTo("olga");
        assertThat(speak("olga", "operations", "Olga", OLGA, MAX)).isEqualTo("olga");
        assertThatThrownBy(() -> speak("max", null, null, OLGA, MAX))
                .isInstanceOf(RoleRequired.class)
                .hasMessageContaining("role operations (Olga as olga), not by max");
        assertThatThrownBy(() -> speak("max", "operations", "Olga", OLGA, MAX)).isInstanceOf(RoleRequired.class);
        assertThatThrownBy(() -> speak("olga", "operations", DANA.name(), OLGA, DANA))
                .isInstanceOf(RoleRequired.class);
    }

    @Test
    void whoeverIsNotBoundIsKeptBesideTheCaller() {
        assertThat(speak("operator", null, null, DANA)).isEqualTo("operator");
        assertThat(speak("operator", "operations", DANA.name(), DANA)).isEqualTo("Dana \"D\" Müller (operator)");
        assertThatThrownBy(() -> speak("operator", "operations", "Somebody", DANA))
                .isInstanceOf(RoleRequired.class)
                .hasMessageContaining("not by Somebody");
    }

    private static String speak(String caller, String role, String name, Participant... participants) {
        return new Speaker(caller, Optional.ofNullable(role), Optional.ofNullable(name))
                .speakFor(runbook(participants), "look", MANUAL);
    }

    private static Runbook runbook(Participant... participants) {
        return new Runbook(
                "r",
                new Purpose(
                        "t",
                        "g",
                        "",
                        "f",
                        Purpose.Criticality.CRITICAL,
                        List.of(),
                        Period.ZERO,
                        Optional.empty(),
                        Optional.empty()),
                List.of(participants),
                List.of(),
                new SteadyState(Duration.ZERO, Duration.ZERO, List.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Origin.OWN);
    }
}
