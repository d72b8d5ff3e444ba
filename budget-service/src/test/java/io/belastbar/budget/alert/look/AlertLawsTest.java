package io.belastbar.budget.alert.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.Severity;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Quantity;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds of the alert of every promise, whatever its figure and its limit. */
class AlertLawsTest {

    private static final Map<Dimension, List<String>> LIMITS = Map.of(
            Dimension.RATIO,
            List.of("0%", "0.0001%", "0.1%", "5%", "50%", "80%", "95.3%", "99%", "99.9%", "99.99%", "99.9999%", "100%"),
            Dimension.TIME,
            List.of("0ms", "1ns", "3ms", "500ms", "8min", "30d"),
            Dimension.SIZE,
            List.of("0 B", "1 B", "200 kB", "3 TiB"),
            Dimension.COUNT,
            List.of("0", "1", "3", "1000000"),
            Dimension.RATE,
            List.of("0.001/s", "1000 req/sec"));

    @Property(tries = 3000)
    void brokenValuesRaiseItAndPerfectOnesResolveIt(
            @ForAll("promises") Objective promise,
            @ForAll @IntRange(min = 2, max = 30) int broken,
            @ForAll("sources") String source) {
        assumeThat(canBeBroken(promise)).isTrue();
        var state = AlertState.start(Values.START);
        for (int i = 0; i < broken; i++) {
            state = state.next(promise, point(i, worst(promise), source));
        }
        assertThat(state.raised()).isTrue();

        for (int i = 0; i < AlertState.RESOLVED_AFTER; i++) {
            state = state.next(promise, point(broken + i, perfect(promise), source));
        }

        assertThat(state.status()).isEqualTo(MetricStatus.OK);
        assertThat(state.broke()).isNull();
    }

    @Property(tries = 3000)
    void perfectValuesNeverRaiseIt(@ForAll("promises") Objective promise, @ForAll("sources") String source) {
        var state = AlertState.start(Values.START);
        for (int i = 0; i < 5; i++) {
            state = state.next(promise, point(i, perfect(promise), source));
        }

        assertThat(state.status()).isEqualTo(MetricStatus.OK);
    }

    @Property(tries = 3000)
    void aFigureThatHoversAboutTheLimitIsRaisedOnceAndDoesNotFlap(
            @ForAll("promises") Objective promise, @ForAll @IntRange(min = 10, max = 60) int values) {
        assumeThat(canBeBroken(promise)).isTrue();
        assumeThat(perfect(promise)).isNotEqualTo(limit(promise));
        var state = AlertState.start(Values.START);
        int changes = 0;
        for (int i = 0; i < values; i++) {
            // Two outside, two just inside: a fiftieth of what the limit allows.
            var value = i % 4 < 2 ? worst(promise) : justInside(promise);
            var next = state.next(promise, point(i, value, SeriesPoint.PROMETHEUS));
            changes += next.status() == state.status() ? 0 : 1;
            state = next;
        }

        assertThat(state.raised()).isTrue();
        assertThat(changes).isLessThanOrEqualTo(2);
    }

    @Property(tries = 1000)
    void aPromiseThatIsKeptForLongIfOnlyJustIsResolved(@ForAll("promises") Objective promise) {
        assumeThat(canBeBroken(promise)).isTrue();
        assumeThat(promise.warning()).isNull();
        var state = AlertState.start(Values.START);
        for (int i = 0; i < 2; i++) {
            state = state.next(promise, point(i, worst(promise), SeriesPoint.PROMETHEUS));
        }
        for (int i = 0; i < AlertState.RESOLVED_AFTER_KEPT; i++) {
            state = state.next(promise, point(2 + i, justInside(promise), SeriesPoint.PROMETHEUS));
        }

        assertThat(state.status()).isEqualTo(MetricStatus.OK);
    }

    /** Whatever raised it: also where no value alone rests on enough to show that a promise is kept. */
    @Property(tries = 2000)
    void whatRaisedItIsEndedByKeptValuesOfAnyNumberOfSamples(
            @ForAll("highShares") Objective promise,
            @ForAll @LongRange(min = 1, max = 400_000) long samples,
            @ForAll("sources") String source) {
        var state = AlertState.start(Values.START);
        for (int i = 0; i < 3; i++) {
            state = state.next(promise, point(i, worst(promise), source, 500_000));
        }
        assertThat(state.raised()).isTrue();

        int needed = 0;
        while (state.raised() && needed <= AlertState.RESOLVED_AFTER_KEPT) {
            state = state.next(promise, point(3 + needed++, perfect(promise), source, samples));
        }

        long together = Math.ceilDiv(Said.needed(promise), samples);
        assertThat(state.status()).isEqualTo(MetricStatus.OK);
        assertThat(needed).isEqualTo(Math.clamp(together, AlertState.RESOLVED_AFTER, AlertState.RESOLVED_AFTER_KEPT));
    }

    @Provide
    Arbitrary<Objective> highShares() {
        return Arbitraries.of("99.9%", "99.99%", "99.999%")
                .flatMap(share -> Arbitraries.of(
                        promise(Measure.SUCCESS_RATE, Statistic.NONE, share, Severity.HIGH, false),
                        promise(Measure.HIT_RATIO, Statistic.NONE, share, Severity.LOW, false),
                        promise(Measure.RESPONSE_TIME, Statistic.P999, "500ms", Severity.HIGH, false),
                        promise(
                                Measure.ERROR_RATE,
                                Statistic.NONE,
                                Map.of("99.9%", "0.1%", "99.99%", "0.01%", "99.999%", "0.001%")
                                        .get(share),
                                Severity.HIGH,
                                false)));
    }

    @Provide
    Arbitrary<String> sources() {
        return Arbitraries.of(SeriesPoint.POSTED, SeriesPoint.PROMETHEUS, SeriesPoint.RUN);
    }

    @Provide
    Arbitrary<Objective> promises() {
        return Arbitraries.of(Measure.values())
                .filter(measure -> !measure.isDemand())
                .flatMap(measure -> Arbitraries.of(LIMITS.get(measure.dimension()))
                        .flatMap(limit -> statistics(measure).flatMap(statistic -> Arbitraries.of(Severity.values())
                                .flatMap(severity -> Arbitraries.of(true, false)
                                        .map(warned -> promise(measure, statistic, limit, severity, warned))))));
    }

    private static Arbitrary<Statistic> statistics(Measure measure) {
        return measure == Measure.RESPONSE_TIME
                ? Arbitraries.of(Statistic.P50, Statistic.P99, Statistic.P999, Statistic.AVERAGE, Statistic.PEAK)
                : Arbitraries.of(Statistic.NONE, Statistic.PEAK);
    }

    /** With a warning limit that is far stricter, of whose amount a margin of the promise's limit would be a multiple. */
    private static Objective promise(
            Measure measure, Statistic statistic, String limit, Severity severity, boolean warned) {
        var promise = Objective.of(
                        Subject.of(SubjectKind.RESOURCE, "x"),
                        measure,
                        statistic,
                        read(measure, measure.dimension(), limit))
                .withSeverity(severity);
        if (!warned || measure.dimension() == Dimension.RATE) {
            return promise;
        }
        return promise.withWarning(
                measure.lowerIsBetter()
                        ? read(measure, measure.dimension(), zero(measure.dimension()))
                        : read(measure, measure.dimension(), "100%"));
    }

    private static Limit<? extends Quantity> read(Measure measure, Dimension dimension, String text) {
        return measure.lowerIsBetter()
                ? Limit.fromAbove(text, dimension::parse)
                : Limit.fromBelow(text, dimension::parse);
    }

    private static String zero(Dimension dimension) {
        return switch (dimension) {
            case TIME -> "0ms";
            case RATIO -> "0%";
            case SIZE -> "0 B";
            case COUNT -> "0";
            case RATE -> "0/s";
        };
    }

    private static SeriesPoint point(int second, double value, String source) {
        return point(second, value, source, source.equals(SeriesPoint.RUN) ? 10_000_000 : 0);
    }

    private static SeriesPoint point(int second, double value, String source, long samples) {
        return new SeriesPoint(
                Values.START.plusSeconds(second), value, samples, source, null, Map.of("offered", "1000000"));
    }

    private static double limit(Objective promise) {
        return promise.measure().dimension().value(promise.limit().value());
    }

    private static double perfect(Objective promise) {
        if (promise.measure().lowerIsBetter()) {
            return 0;
        }
        return promise.measure().dimension() == Dimension.RATIO ? 1 : 2 * limit(promise);
    }

    private static double worst(Objective promise) {
        if (!promise.measure().lowerIsBetter()) {
            return 0;
        }
        return promise.measure().dimension() == Dimension.RATIO ? 1 : 2 * limit(promise) + 1;
    }

    private static double justInside(Objective promise) {
        return limit(promise) + (perfect(promise) - limit(promise)) / 50;
    }

    private static boolean canBeBroken(Objective promise) {
        return !promise.limit().keptBy(promise.measure().dimension().magnitude(worst(promise)));
    }
}
