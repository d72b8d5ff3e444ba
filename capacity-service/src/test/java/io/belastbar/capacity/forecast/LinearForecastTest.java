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
    void aLimitThatIsReachedSaysSo() {
        assertThat(forecast(270, 250, 260, 270, 280).limit().status()).isEqualTo(LimitForecast.Status.REACHED);
    }

    @Test
    void whatShrinksNeverReachesItsLimit() {
        Forecast forecast = forecast(500, 280, 270, 260, 250);

        assertThat(forecast.limit().status()).isEqualTo(LimitForecast.Status.NEVER);
        assertThat(forecast.limit().reachedAt()).isNull();
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
