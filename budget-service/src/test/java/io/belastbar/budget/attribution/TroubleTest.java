package io.belastbar.budget.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.attribution.Trouble.Cause;
import io.belastbar.budget.objective.Dependency;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.quantity.TimeSpan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TroubleTest {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final Dependency INSURER =
            new Dependency("versicherer-api", List.of("POST /api/v1/angebote"), null, TimeSpan.parse("2s"));

    @Test
    void timesThatOverlapOrTouchAreOne() {
        var merged = Trouble.merged(List.of(times(20, 30), times(0, 10), times(5, 12), times(12, 15)));

        assertThat(merged).containsExactly(times(0, 15), times(20, 30));
    }

    @Test
    void onlyThePartWithinTheRunCounts() {
        assertThat(times(0, 30).within(START.plusSeconds(10), START.plusSeconds(20)))
                .containsExactly(times(10, 20));
        assertThat(times(0, 5).within(START.plusSeconds(5), START.plusSeconds(9)))
                .isEmpty();
    }

    @Test
    void aSlowValueSpeaksForTheTimeSinceTheOneBefore() {
        var slow = SlowTimes.of(INSURER, List.of(point(0, 300), point(30, 2_500), point(60, 400)));

        assertThat(slow).containsExactly(new Trouble("versicherer-api", Cause.SLOW, at(0), at(30)));
    }

    @Test
    void aSlowValueAfterALongSilenceSpeaksForAMinute() {
        var slow = SlowTimes.of(INSURER, List.of(point(0, 300), point(600, 2_500)));

        assertThat(slow).containsExactly(new Trouble("versicherer-api", Cause.SLOW, at(540), at(600)));
    }

    @Test
    void withoutALimitNothingIsSlow() {
        var unlimited = new Dependency("versicherer-api", List.of(), null, null);

        assertThat(SlowTimes.of(unlimited, List.of(point(0, 99_000)))).isEmpty();
    }

    private static Trouble times(int from, int to) {
        return new Trouble("versicherer-api", Cause.BREAKER_OPEN, at(from), at(to));
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static SeriesPoint point(int second, double millis) {
        return new SeriesPoint(at(second), millis, 1, SeriesPoint.POSTED, null, Map.of());
    }
}
