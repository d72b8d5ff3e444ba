package io.belastbar.local.control;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.local.control.fault.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReseedingsTest {
    private final Reseedings reseedings = new Reseedings();

    @ParameterizedTest
    @ValueSource(strings = {"primary", "standby"})
    void whatWasNotSupersededNeedsNoNewCopy(String role) {
        assertThatThrownBy(() -> reseedings.ask("db-a", role))
                .isInstanceOf(Refusal.class)
                .hasMessage("db-a is the " + role + " and needs no new copy");
    }

    @Test
    void whoAsksAgainBecauseItWasNotDoneYetIsNotRefusedWhenItIsDoneMeanwhile() throws Refusal {
        reseedings.ask("db-a", "superseded");
        reseedings.ask("db-a", "superseded");

        assertThatCode(() -> reseedings.ask("db-a", "standby")).doesNotThrowAnyException();
        assertThatThrownBy(() -> reseedings.ask("db-b", "standby")).isInstanceOf(Refusal.class);
    }

    @Test
    void onceSomebodyWasToldItNeedsNoNewCopyAnyMore() throws Refusal {
        reseedings.ask("db-a", "superseded");
        reseedings.end("db-a");

        assertThatThrownBy(() -> reseedings.ask("db-a", "standby")).isInstanceOf(Refusal.class);
    }
}
