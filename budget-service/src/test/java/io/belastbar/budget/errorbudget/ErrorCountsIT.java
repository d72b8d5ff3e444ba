package io.belastbar.budget.errorbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.budget.Samples;
import io.belastbar.budget.series.ReadMeasuredValues;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ErrorCountsIT {

    @Inject
    ErrorCountsRepository counts;

    @Inject
    SeriesRepository series;

    @Inject
    ReadMeasuredValues measured;

    @Inject
    Pool pool;

    private final String system = "s-" + UUID.randomUUID();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final ErrorShare errors = share("target_error_rate: 0.1%");

    @Test
    void anOutageFiveDaysAgoCountsAmongFourWeeksOfValuesEveryHalfMinute() {
        var outage = Duration.ofDays(5);
        append(
                errors,
                every(
                        30,
                        80_640,
                        100,
                        age -> age.compareTo(outage) >= 0 && age.compareTo(outage.plusHours(1)) < 0 ? 1 : 0));

        var found = counts(errors);

        assertThat(found.get(Duration.ofDays(28)).requests()).isEqualTo(8_064_000);
        assertThat(found.get(Duration.ofDays(28)).failed()).isEqualTo(12_000);
        assertThat(found.get(Duration.ofDays(3)).failed()).isZero();
        // 8,064 may fail in four weeks.
        assertThat(ErrorBudget.of(errors, found::get, now).left()).isCloseTo(-0.488, within(0.001));
    }

    @Test
    void aWeeksWindowHoldsMoreThanTenThousandValues() {
        var week = share("target_success_rate: 99.9%, window: 7d");
        append(week, every(30, 20_160, 10, age -> age.compareTo(Duration.ofDays(6)) > 0 ? 0.5 : 1));

        var found = counts(week).get(Duration.ofDays(7));

        assertThat(found.requests()).isEqualTo(201_600);
        assertThat(found.failed()).isCloseTo(2_880 * 5, within(6.0));

        // The verdict sees the same: what failed six days ago among the values that it is judged by.
        var values = await(measured.measured(pool, system, List.of(week.objective()), now))
                .of(week.objective());
        assertThat(values).hasSizeBetween(7 * 24, 7 * 24 + 1);
        assertThat(values.stream().mapToLong(SeriesPoint::samples).sum()).isEqualTo(201_600);
        assertThat(values.stream()
                        .mapToDouble(value -> value.samples() * (1 - value.value()))
                        .sum())
                .isCloseTo(found.failed(), within(1.0));
    }

    @Test
    void loadRunsNeverCount() {
        var key = key(errors, "soak");
        await(series.append(pool, key, new SeriesPoint(now, 1, 1_000_000, SeriesPoint.RUN, "run", Map.of())));
        append(errors, every(60, 10, 100, age -> 0));

        assertThat(counts(errors).get(Duration.ofDays(28))).isEqualTo(new ErrorCounts(1_000, 0, 0));
    }

    @Test
    void everyTestbedCountsUnlessThePromiseNamesSomeAndOtherBranchesNever() {
        var named = share("target_error_rate: 0.1%, testbeds: [production, staging]");
        for (var place : List.of("main default", "main production", "main staging", "feature production")) {
            var branchAndTestbed = place.split(" ");
            var key = new SeriesKey(
                    system,
                    errors.objective().subject(),
                    errors.objective().metric(),
                    SeriesKey.MEASURED,
                    branchAndTestbed[0],
                    branchAndTestbed[1]);
            await(series.append(pool, key, value(now, 0.5, 100)));
        }

        assertThat(counts(errors).get(Duration.ofDays(28))).isEqualTo(new ErrorCounts(300, 150, 0));
        assertThat(counts(named).get(Duration.ofDays(28))).isEqualTo(new ErrorCounts(200, 100, 0));
    }

    @Test
    void aValueThatArrivesLateCountsWhereItBelongs() {
        append(errors, every(60, 10, 100, age -> 0));
        append(errors, List.of(value(now.minus(Duration.ofDays(2)), 0.5, 200)));

        assertThat(counts(errors).get(Duration.ofHours(6)).failed()).isZero();
        assertThat(counts(errors).get(Duration.ofDays(3)).failed()).isEqualTo(100);
    }

    @Test
    void aValueWithoutSamplesCountsAsOneRequestAndIsCounted() {
        append(errors, List.of(value(now, 0.25, 0), value(now.minusSeconds(1), 0.5, 99)));

        assertThat(counts(errors).get(Duration.ofMinutes(5))).isEqualTo(new ErrorCounts(100, 49.75, 1));
    }

    @Test
    void aValueOfWhichSomebodySaidThatItRestsOnNothingIsNoRequest() {
        var ofNothing =
                new SeriesPoint(now, 1, 0, SeriesPoint.POSTED, null, Map.of(SeriesPoint.SAMPLES, SeriesPoint.NONE));
        append(errors, List.of(ofNothing, value(now.minusSeconds(1), 0.5, 10)));

        assertThat(counts(errors).get(Duration.ofMinutes(5))).isEqualTo(new ErrorCounts(10, 5, 0));
    }

    @Test
    void aPromiseOfAMeanCountsPlainValuesAndMeans() {
        var mean = share("target_error_rate_avg: 1%");
        append(errors, every(60, 5, 100, age -> 0.1));

        assertThat(counts(mean).get(Duration.ofHours(1)).requests()).isEqualTo(500);

        append(mean, List.of(value(now, 0, 7)));

        assertThat(counts(mean).get(Duration.ofHours(1)).requests()).isEqualTo(507);
    }

    private Map<Duration, ErrorCounts> counts(ErrorShare share) {
        return await(counts.counts(system, share, ErrorBudget.windows(share), now));
    }

    private List<SeriesPoint> every(int seconds, int values, long samples, ToDoubleFunction<Duration> rate) {
        return IntStream.range(0, values)
                .mapToObj(place -> Duration.ofSeconds((long) place * seconds))
                .map(age -> value(now.minus(age), rate.applyAsDouble(age), samples))
                .toList();
    }

    private static SeriesPoint value(Instant at, double value, long samples) {
        return new SeriesPoint(at, value, samples, SeriesPoint.PROMETHEUS, null, Map.of());
    }

    private void append(ErrorShare share, List<SeriesPoint> points) {
        var key = key(share, SeriesKey.MEASURED);
        for (int from = 0; from < points.size(); from += 10_000) {
            var part = new ArrayList<Map.Entry<SeriesKey, SeriesPoint>>();
            points.subList(from, Math.min(points.size(), from + 10_000))
                    .forEach(point -> part.add(Map.entry(key, point)));
            await(series.append(pool, part));
        }
    }

    private SeriesKey key(ErrorShare share, String scenario) {
        return SeriesKey.of(system, share.objective(), scenario);
    }

    private static ErrorShare share(String target) {
        return ErrorShare.of(Samples.budget("endpoints: { \"GET /a\": { " + target + " } }")
                        .objectives())
                .findFirst()
                .orElseThrow();
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(60));
    }
}
