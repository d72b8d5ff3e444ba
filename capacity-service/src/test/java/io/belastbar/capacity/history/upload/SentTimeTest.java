package io.belastbar.capacity.history.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T00:00:00Z, 2026-11-01T00:00:00Z",
        "2026-11-01T01:00+01:00, 2026-11-01T00:00:00Z",
        "2026-11-01T01:00:00.123456789+01:00, 2026-11-01T00:00:00.123456Z",
        "2026-11-01 01:00:00-03:00, 2026-11-01T04:00:00Z"
    })
    void anOffsetSaysWhichMoment(String text, Instant moment) {
        assertThat(SentTime.parse(text).orElseThrow()).isEqualTo(new SentTime(micros(moment), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-01", "2026-11-01T00:00", "2026-11-01 00:00:00"})
    void aLocalTimeNeedsTheZone(String text) {
        var time = SentTime.parse(text).orElseThrow();

        assertThat(time.local()).isTrue();
        assertThat(SentTime.inZone(time.micros(), ZoneId.of("Europe/Berlin")))
                .isEqualTo(micros(Instant.parse("2026-10-31T23:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-13-01", "2026-11-01T", "1793491200", "2026-11-01T25:00", "1.11.2026"})
    void anythingElseIsNone(String text) {
        assertThat(SentTime.parse(text)).isEmpty();
    }

    @Test
    void theDoubledHourAndTheMissingOneAreAmbiguous() {
        var berlin = ZoneId.of("Europe/Berlin");

        assertThat(SentTime.ambiguous(local("2026-10-25T02:00"), berlin))
                .get()
                .asString()
                .contains("twice");
        assertThat(SentTime.ambiguous(local("2026-10-25T02:59"), berlin)).isPresent();
        assertThat(SentTime.ambiguous(local("2026-10-25T03:00"), berlin)).isEmpty();
        assertThat(SentTime.ambiguous(local("2026-03-29T02:00"), berlin))
                .get()
                .asString()
                .contains("never");
        assertThat(SentTime.ambiguous(local("2026-10-25T02:30"), ZoneId.of("UTC")))
                .isEmpty();
    }

    private static long local(String text) {
        return SentTime.parse(text).orElseThrow().micros();
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }
}
