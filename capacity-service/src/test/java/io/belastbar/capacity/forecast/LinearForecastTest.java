package io.belastbar.capacity.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.CapacityForecast;
import io.belastbar.contracts.CapacityLimitApproaching;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearForecastTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant NOW = START.plus(Duration.ofDays(20));

    @Test
    void aDiskThatGrowsByTenADayIsFullWhenArithmeticSays() {
        Forecast forecast = forecast(500, 250, 260, 270, 280);

        assertThat(forecast.limit().status()).isEqualTo(LimitForecast.Status.EXPECTED);
        assertThat(forecast.limit().reachedAt()).isEqualTo(START.plus(Duration.ofDays(25)));
        assertThat(forecast.slopePerDay()).isEqualTo(10);
    }

    @Test
    void aLimitWithinSixtyDaysIsAnnounced() {
        assertThat(ForecastNews.of(forecast(500, 250, 260, 270, 280), Duration.ofDays(60)))
                .hasSize(2)
                .hasOnlyElementsOfTypes(CapacityForecast.class, CapacityLimitApproaching.class);
    }

    @Test
    void aLimitFarAwayIsNotAnnounced() {
        assertThat(ForecastNews.of(forecast(5000, 250, 260, 270, 280), Duration.ofDays(60)))
                .hasOnlyElementsOfType(CapacityForecast.class);
    }

    @Test
    void aLimitThatIsReachedSaysSoAndIsAnnouncedWhateverTheTrend() {
        Forecast growing = forecast(270, 250, 260, 270, 280);
        Forecast flat = forecast(90, 91, 89, 90, 91, 90, 89, 91);
        Forecast shrinking = forecast(80, 100, 95, 90, 85);

        for (Forecast reached : List.of(growing, flat, shrinking)) {
            assertThat(reached.limit().status()).isEqualTo(LimitForecast.Status.REACHED);
            assertThat(limitsAnnounced(reached)).isEqualTo(1);
        }
    }

    /** Slope 0.012 a day, give or take 0.07: the line reaches 91 in ten weeks, the points say nothing of the kind. */
    @ParameterizedTest
    @ValueSource(doubles = {90.9, 91, 92})
    void aLimitThatOnlyScatterComesNearIsNotAnnounced(double limit) {
        Forecast flat = forecast(limit, 90.3, 89.8, 90.1, 90.4, 89.7, 90.2, 89.9, 90.6, 90.0, 90.2);

        assertThat(flat.slopePerDay()).isPositive();
        assertThat(flat.limit().status()).isEqualTo(LimitForecast.Status.EXPECTED);
        assertThat(flat.limit().latest()).isNull();
        assertThat(limitsAnnounced(flat)).isZero();
    }

    @Test
    void aClearGrowthIsAnnouncedAlthoughItScatters() {
        Forecast noisy = forecast(150, 81, 79, 88, 84, 93, 90, 89, 99, 94, 103);

        assertThat(noisy.rSquared()).isLessThan(0.9);
        assertThat(limitsAnnounced(noisy)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {90, 90.1, 1e-9, 0})
    void aConstantSeriesNeverReachesItsLimit(double value) {
        Forecast constant = forecast(value + 0.1, value, value, value, value, value, value, value);

        assertThat(constant.limit().status()).isEqualTo(LimitForecast.Status.NEVER);
        assertThat(limitsAnnounced(constant)).isZero();
    }

    @Test
    void whatShrinksNeverReachesItsLimit() {
        Forecast forecast = forecast(500, 280, 270, 260, 250);

        assertThat(forecast.limit().status()).isEqualTo(LimitForecast.Status.NEVER);
        assertThat(forecast.limit().reachedAt()).isNull();
    }

    private static long limitsAnnounced(Forecast forecast) {
        return ForecastNews.of(forecast, Duration.ofDays(60)).stream()
                .filter(CapacityLimitApproaching.class::isInstance)
                .count();
    }

    private static Forecast forecast(double limit, double... values) {
        List<Observation> series = new java.util.ArrayList<>();
        for (double value : values) {
            series.add(new Observation(START.plus(Duration.ofDays(series.size())), value));
        }
        ForecastOrder order = new ForecastOrder(
                "storage", "GB", series, List.of(START.plus(Duration.ofDays(33))), 0.95, OptionalDouble.of(limit));
        return LinearForecast.of(order, UUID.randomUUID(), "smartbav", NOW, "engineer");
    }
}
