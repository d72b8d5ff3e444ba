package io.belastbar.budget.evaluation;

import static io.belastbar.contracts.ObjectiveVerdict.FAIL;
import static io.belastbar.contracts.ObjectiveVerdict.INCONCLUSIVE;
import static io.belastbar.contracts.ObjectiveVerdict.PASS;
import static io.belastbar.contracts.ObjectiveVerdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.quantity.Limit;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every sample: verdicts are monotonous, and a promise that is not kept seldom passes. */
class MeasuredLawsTest {

    private static final double LIMIT_MS = 500;
    private static final int TRIALS = 4_000;
    private static final List<ObjectiveVerdict> FROM_WORST = List.of(FAIL, INCONCLUSIVE, WARN, PASS);

    @Property(tries = 300)
    void aSlowerMeasurementNeverImprovesThePercentile(
            @ForAll @Size(min = 1, max = 120) List<@DoubleRange(max = 1_000) Double> values,
            @ForAll @IntRange(max = 119) int index,
            @ForAll @DoubleRange(max = 1_000) double slower) {
        var sample = values.stream().mapToDouble(Double::doubleValue).toArray();
        var worse = sample.clone();
        worse[index % worse.length] += slower;

        assertThat(rank(Statistic.P95, 1, worse)).isLessThanOrEqualTo(rank(Statistic.P95, 1, sample));
        assertThat(rank(Statistic.P95, 1_000, worse)).isLessThanOrEqualTo(rank(Statistic.P95, 1_000, sample));
        assertThat(rank(Statistic.PEAK, 0, worse)).isLessThanOrEqualTo(rank(Statistic.PEAK, 0, sample));
    }

    @Property(tries = 300)
    void theOrderOfValuesDoesNotMatterToAPercentile(
            @ForAll @Size(min = 1, max = 120) List<@DoubleRange(max = 1_000) Double> values) {
        var sample = values.stream().mapToDouble(Double::doubleValue).toArray();
        var sorted = Arrays.stream(sample).sorted().toArray();

        assertThat(judge(Statistic.P90, 1, sorted)).isEqualTo(judge(Statistic.P90, 1, sample));
    }

    @Property(tries = 1)
    void aPercentileThatIsJustNotKeptSeldomPasses() {
        var random = new Random(41);
        // Exponential, with its true p95 at the limit.
        var scale = LIMIT_MS / -Math.log(0.05);

        assertThat(passes(Statistic.P95, 200, () -> -scale * Math.log(1 - random.nextDouble())))
                .isLessThanOrEqualTo(0.055);
    }

    @Property(tries = 1)
    void aMeanThatIsJustNotKeptSeldomPasses() {
        var random = new Random(42);

        assertThat(passes(Statistic.AVERAGE, 10, () -> LIMIT_MS + 50 * random.nextGaussian()))
                .isLessThanOrEqualTo(0.035);
    }

    @Property(tries = 1)
    void aMeanOfLongMemoryThatIsJustNotKeptSeldomPasses() {
        var random = new Random(43);
        var state = new double[1];

        // Each value keeps 80 % of its neighbour's deviation; the naive interval would pass about a quarter of them.
        assertThat(passes(Statistic.AVERAGE, 600, () -> {
                    state[0] = 0.8 * state[0] + 10 * random.nextGaussian();
                    return LIMIT_MS + state[0];
                }))
                .isLessThanOrEqualTo(0.06);
    }

    @Property(tries = 1)
    void aMedianOfPercentilesThatIsJustNotKeptSeldomPasses() {
        var random = new Random(44);

        assertThat(passes(Statistic.P99, 20, 0, () -> LIMIT_MS * Math.exp(0.3 * random.nextGaussian())))
                .isLessThanOrEqualTo(0.035);
    }

    private static double passes(Statistic statistic, int size, Supplier<Double> values) {
        return passes(statistic, size, 1, values);
    }

    private static double passes(Statistic statistic, int size, long samples, Supplier<Double> values) {
        return IntStream.range(0, TRIALS)
                        .filter(trial -> judge(
                                                statistic,
                                                samples,
                                                IntStream.range(0, size)
                                                        .mapToDouble(i -> values.get())
                                                        .toArray())
                                        .verdict()
                                == PASS)
                        .count()
                / (double) TRIALS;
    }

    private static int rank(Statistic statistic, long samples, double[] values) {
        return FROM_WORST.indexOf(judge(statistic, samples, values).verdict());
    }

    private static Judgement judge(Statistic statistic, long samples, double[] values) {
        var measure = Measure.RESPONSE_TIME;
        var objective = Objective.of(
                Subject.of(SubjectKind.OPERATION, "x"),
                measure,
                statistic,
                Limit.fromAbove("500ms", measure.dimension()::parse));
        return MeasuredEvaluation.judge(
                objective,
                IntStream.range(0, values.length)
                        .mapToObj(i -> new SeriesPoint(
                                Instant.EPOCH.plusSeconds(i), values[i], samples, SeriesPoint.POSTED, null, Map.of()))
                        .toList());
    }
}
