package io.belastbar.capacity.projection.making;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.history.Bucket;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeanOfDayTest {
    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void eachHourCountsAlikeHoweverOftenItWasMeasured() {
        Bucket often = new Bucket(AT, 0, 90, 600, 60, 0, 0);
        Bucket once = new Bucket(AT.plusSeconds(3_600), 40, 40, 40, 1, 0, 0);

        assertThat(MeanOfDay.of(List.of(often, once))).isEqualTo(25);
        assertThat(MeanOfDay.of(List.of(once))).isEqualTo(40);
    }

    @Test
    void ofNothingThereIsNoMean() {
        assertThat(MeanOfDay.of(List.of())).isNull();
        assertThat(MeanOfDay.of(List.of(new Bucket(AT, 0, 0, 0, 0, 0, 1)))).isNull();
    }
}
