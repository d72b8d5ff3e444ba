package io.belastbar.profiling.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belastbar.document.InvalidInput;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptanceEndTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void ofADayItsEndInTheZoneOfTheSystemCounts() {
        assertThat(AcceptanceEnd.read("/until", "2026-12-31", BERLIN, NOW)).isEqualTo("2026-12-31T23:00:00Z");
        assertThat(AcceptanceEnd.read("/until", "2026-11-26", BERLIN, NOW)).isEqualTo("2026-11-26T23:00:00Z");
    }

    @Test
    void aTimeWithItsZoneIsMeantExactly() {
        assertThat(AcceptanceEnd.read("/until", "2026-12-31T18:00:00+02:00", BERLIN, NOW))
                .isEqualTo("2026-12-31T16:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2026-02-30",
                "2026-12-31T18:00:00",
                "2026-11-25",
                "2026-11-26T12:00:00Z",
                "+999999999-12-31",
                "9999-12-31"
            })
    void whatIsNoTimeOrNotToComeIsRefused(String text) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> AcceptanceEnd.read("/until", text, BERLIN, NOW))
                .satisfies(
                        refused -> assertThat(refused.errors()).singleElement().satisfies(error -> {
                            assertThat(error.pointer()).isEqualTo("/until");
                            assertThat(error.received()).isEqualTo(text);
                        }));
    }
}
