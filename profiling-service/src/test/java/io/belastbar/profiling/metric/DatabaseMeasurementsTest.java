package io.belastbar.profiling.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseMeasurementsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static DatabaseReading reading(int second, Instant reset, Map<String, Double> counters) {
        return new DatabaseReading(START.plusSeconds(second), reset, counters, Map.of());
    }

    private static List<String> values(List<Measured> measured) {
        return measured.stream().map(one -> one.subject() + "=" + one.value()).toList();
    }

    @Test
    void ratesArePerSecondBetweenTwoReadings() {
        var before = reading(0, null, Map.of("transactions", 100.0, "deadlocks", 1.0));
        var now = reading(60, null, Map.of("transactions", 700.0, "deadlocks", 1.0));

        assertThat(values(DatabaseMeasurements.of(before, now)))
                .containsExactlyInAnyOrder("database.transactions=10", "database.deadlocks=0");
    }

    @Test
    void firstReadingHasNoRates() {
        assertThat(DatabaseMeasurements.of(null, reading(0, null, Map.of("transactions", 100.0))))
                .isEmpty();
    }

    @Test
    void countersThatWereResetSayNothing() {
        var before =
                reading(0, START.minusSeconds(9), Map.of("transactions", 100.0, "blocksHit", 5.0, "blocksRead", 5.0));
        var smaller =
                reading(60, START.minusSeconds(9), Map.of("transactions", 3.0, "blocksHit", 1.0, "blocksRead", 0.0));
        var larger =
                reading(60, START.plusSeconds(1), Map.of("transactions", 300.0, "blocksHit", 50.0, "blocksRead", 6.0));

        assertThat(DatabaseMeasurements.of(before, smaller)).isEmpty();
        assertThat(DatabaseMeasurements.of(before, larger)).isEmpty();
    }

    @Test
    void hitRatioIsThatOfTheBlocksInBetween() {
        var before = reading(0, null, Map.of("blocksHit", 1_000_000.0, "blocksRead", 0.0));
        var cold = reading(60, null, Map.of("blocksHit", 1_000_050.0, "blocksRead", 150.0));

        assertThat(DatabaseMeasurements.of(before, cold)).singleElement().satisfies(ratio -> {
            assertThat(ratio.subject()).isEqualTo("database.cache_hit_ratio");
            assertThat(ratio.value()).isEqualTo("25");
            assertThat(ratio.samples()).isEqualTo(200);
        });
        assertThat(DatabaseMeasurements.of(before, reading(60, null, before.counters())))
                .isEmpty();
    }

    @Test
    void largeAndSmallValuesAreWrittenWithoutExponent() {
        var now = new DatabaseReading(
                START, null, Map.of(), Map.of("database.size", 1.5e12, "database.query.response_time", 1e-4));

        assertThat(values(DatabaseMeasurements.of(null, now)))
                .containsExactly("database.query.response_time=0.0001", "database.size=1500000000000");
    }

    @Test
    void clockThatStandsStillOrGoesBackGivesNoRates() {
        var before = reading(60, null, Map.of("transactions", 100.0));

        assertThat(DatabaseMeasurements.of(before, reading(60, null, Map.of("transactions", 200.0))))
                .isEmpty();
        assertThat(DatabaseMeasurements.of(before, reading(0, null, Map.of("transactions", 200.0))))
                .isEmpty();
    }
}
