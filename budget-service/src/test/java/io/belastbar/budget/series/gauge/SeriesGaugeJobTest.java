package io.belastbar.budget.series.gauge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.gauge.SeriesGaugeRepository.Line;
import io.belastbar.budget.series.gauge.SeriesGaugeRepository.Shown;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesGaugeJobTest {

    private static final Duration WITHIN = Duration.ofMinutes(15);
    private static final Instant START = Instant.parse("2026-11-21T06:00:00Z");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Instant now = START;
    private Uni<Shown> answer;
    private final SeriesGaugeJob job = new SeriesGaugeJob(
            new SeriesGaugeRepository(null) {
                @Override
                Uni<Shown> measuredSince(Instant from, int limit) {
                    return answer;
                }
            },
            500,
            WITHIN,
            metrics,
            () -> now);

    @Test
    void whilePostgresIsAwayEachValueGoesOnceItIsTooOld() {
        answer = Uni.createFrom()
                .item(new Shown(
                        List.of(line("older", START.minusSeconds(600), 1), line("newer", START.minusSeconds(60), 2)),
                        3));
        job.look();
        assertThat(told()).containsExactlyInAnyOrder(1.0, 2.0);

        answer = Uni.createFrom().failure(new ConnectException("PostgreSQL is away"));
        now = START.plusSeconds(300);
        job.look();
        assertThat(told()).as("just young enough").containsExactlyInAnyOrder(1.0, 2.0);

        now = START.plusSeconds(301);
        job.look();
        assertThat(told()).containsExactly(2.0);
        assertThat(hidden()).isEqualTo(3);

        now = START.plusSeconds(841);
        job.look();
        assertThat(told()).isEmpty();
        assertThat(hidden()).isZero();

        answer = Uni.createFrom().item(new Shown(List.of(line("newer", now, 4)), 0));
        job.look();
        assertThat(told()).containsExactly(4.0);
    }

    @Test
    void soItDoesWhereTheAnswerIsAFaultThatLasts() {
        answer = Uni.createFrom().item(new Shown(List.of(line("one", START, 1)), 0));
        job.look();

        answer = Uni.createFrom().failure(new IllegalStateException("no such column"));
        now = START.plus(WITHIN).plusMillis(1);
        assertThatThrownBy(job::look).hasMessageContaining("no such column");

        assertThat(told()).isEmpty();
    }

    private List<Double> told() {
        return metrics.find("belastbar.series.value").gauges().stream()
                .map(Gauge::value)
                .toList();
    }

    private double hidden() {
        return metrics.get("belastbar.series.hidden").gauge().value();
    }

    private static Line line(String subject, Instant at, double value) {
        var key = new SeriesKey(
                "s", new Subject(SubjectKind.RESOURCE, "database", subject), "target_size", SeriesKey.MEASURED);
        return new Line(key, List.of(), at, value);
    }
}
