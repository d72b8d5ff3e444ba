package io.belastbar.budget.measurement.prometheus;

import io.belastbar.budget.measurement.prometheus.counter.CounterState;
import io.belastbar.budget.measurement.prometheus.counter.CounterSteps;
import io.belastbar.budget.measurement.prometheus.promql.PromQlText;
import io.belastbar.budget.measurement.reading.MeasuredAmount;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.prometheus.PrometheusAnswer;
import io.belastbar.prometheus.PrometheusSeries;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One round of questions. A server that does not answer ends the round, because the other questions would wait for it
 * too; so does the end of the lease. What was measured until then counts.
 *
 * <p>No request is counted twice: counters go on where the round before ended, and of the samples of a query only those count
 * that lie behind it.
 */
final class CollectionRound {

    /** Label of a point, see {@code MeasuredEvaluation}: offered load in requests a second. */
    private static final String OFFERED = "offered";

    /** Of a pause that is counted afterwards; longer ones have larger steps. */
    private static final int STEPS_MAX = 200;

    private static final int SERIES_MAX = 1_000;

    /** Asks Prometheus. */
    interface Questions {
        PrometheusAnswer<Double> number(String query) throws IOException, InterruptedException;

        PrometheusAnswer<List<PrometheusSeries>> series(String query, Instant from, Instant to, Duration step)
                throws IOException, InterruptedException;
    }

    private final String system;
    private final MeasurementSources sources;
    private final Questions questions;
    private final InstantSource clock;
    private final Instant start;
    private final Map<String, CollectionProgress> progress = new HashMap<>();
    private final List<Map.Entry<SeriesKey, SeriesPoint>> points = new ArrayList<>();
    private final List<CollectionOutcome.Problem> problems = new ArrayList<>();

    /** Values of queries are of the moment {@code start}. */
    CollectionRound(
            String system, MeasurementSources sources, Questions questions, InstantSource clock, Instant start) {
        this.system = system;
        this.sources = sources;
        this.questions = questions;
        this.clock = clock;
        this.start = start;
    }

    /** Asks every query, for {@code timeMax} at most; {@code before} says up to when each was collected. */
    void run(Map<String, CollectionProgress> before, Duration timeMax) throws InterruptedException {
        var end = start.plus(timeMax);
        for (var query : sources.queries()) {
            if (clock.instant().isAfter(end)) {
                problems.add(new CollectionOutcome.Problem(
                        null,
                        "the round took longer than " + timeMax.toSeconds() + " s; later queries were not asked"));
                return;
            }
            try {
                var known = Optional.ofNullable(before.get(query.id()));
                if (query.counter() == null) {
                    measure(query, known);
                } else {
                    count(query, known.map(CollectionProgress::counters));
                }
            } catch (IOException away) {
                problems.add(new CollectionOutcome.Problem(
                        null, "target " + sources.target() + " did not answer (" + away.getMessage() + ")"));
                return;
            }
        }
    }

    private void measure(SourceQuery query, Optional<CollectionProgress> before)
            throws IOException, InterruptedException {
        var number = number(query, query.query());
        if (number.isEmpty()) {
            return;
        }
        var value = MeasuredAmount.possible(
                number.getAsDouble() * query.factor(), query.metric().measure().dimension());
        if (value.isEmpty()) {
            problem(query, "the query gave " + number.getAsDouble() + ", which is no such amount");
            return;
        }
        var samples = query.samples() == null ? 0 : samples(query, before);
        var labels = new HashMap<String, String>();
        if (query.offered() != null) {
            number(query, query.offered()).ifPresent(rate -> labels.put(OFFERED, String.valueOf(rate)));
        }
        add(query, new SeriesPoint(start, value.getAsDouble(), samples, SeriesPoint.PROMETHEUS, null, labels));
        if (query.samples() != null) {
            progress.put(query.id(), new CollectionProgress(start, null));
        }
    }

    /** Of the samples within a range those that no round before has counted: a round may come early. */
    private long samples(SourceQuery query, Optional<CollectionProgress> before)
            throws IOException, InterruptedException {
        var counted = number(query, query.samples()).orElse(0);
        var range = new PromQlText(query.samples()).longestRange().orElse(sources.every());
        var share = before.map(
                        last -> (double) Duration.between(last.at(), start).toMillis() / range.toMillis())
                .orElse(1.0);
        return Math.max(0, Math.round(counted * Math.clamp(share, 0.0, 1.0)));
    }

    private void count(SourceQuery query, Optional<CounterState> before) throws IOException, InterruptedException {
        if (before.isPresent() && !before.get().at().isBefore(start)) {
            return;
        }
        var pause = before.map(state -> Duration.between(state.at(), start)).orElse(Duration.ZERO);
        if (pause.compareTo(CounterState.KEPT) > 0) {
            problem(query, "was not collected for " + pause.toHours() + " h; it is counted anew from here");
        }
        var going = before.filter(state -> pause.compareTo(CounterState.KEPT) <= 0);
        var steps = Math.clamp(
                Math.round((double) pause.toMillis() / sources.every().toMillis()), 1, STEPS_MAX);
        var step = going.isEmpty() ? sources.every() : Duration.ofMillis(Math.max(1, pause.toMillis() / steps));
        // Backwards from now, so that the last step is now and the first is not before the round before.
        var from = going.isEmpty() ? start : start.minus(step.multipliedBy(steps - 1L));
        var wholes = questions.series(query.of(), from, start, step);
        var parts = questions.series(query.counter(), from, start, step);
        if (!(wholes instanceof PrometheusAnswer.Value<List<PrometheusSeries>>(var whole))) {
            problem(query, "of: " + ((PrometheusAnswer.Nothing<?>) wholes).reason());
            return;
        }
        // What has never happened has no counter yet.
        var none = parts instanceof PrometheusAnswer.Nothing<?>(String reason)
                && reason.equals(PrometheusAnswer.NO_SERIES);
        if (!none && !(parts instanceof PrometheusAnswer.Value<?>)) {
            problem(query, "counter: " + ((PrometheusAnswer.Nothing<?>) parts).reason());
            return;
        }
        List<PrometheusSeries> part =
                parts instanceof PrometheusAnswer.Value<List<PrometheusSeries>>(var some) ? some : List.of();
        if (Math.max(whole.size(), part.size()) > SERIES_MAX) {
            problem(
                    query,
                    "has more than " + SERIES_MAX + " series; one for each process is needed: sum by (instance) (…)");
            return;
        }
        count(query, going, part, whole);
    }

    private void count(
            SourceQuery query,
            Optional<CounterState> before,
            List<PrometheusSeries> part,
            List<PrometheusSeries> whole) {
        if (before.isEmpty()) {
            progress.put(query.id(), new CollectionProgress(start, CounterSteps.first(start, part, whole)));
            return;
        }
        var counted = CounterSteps.since(before.get(), part, whole);
        counted.problem().ifPresent(problem -> problem(query, problem));
        for (var step : counted.steps()) {
            add(
                    query,
                    new SeriesPoint(
                            step.at(),
                            step.part() / step.whole(),
                            Math.max(1, Math.round(step.whole())),
                            SeriesPoint.PROMETHEUS,
                            null,
                            Map.of()));
        }
        progress.put(query.id(), new CollectionProgress(counted.after().at(), counted.after()));
    }

    private void add(SourceQuery query, SeriesPoint point) {
        var key = new SeriesKey(system, query.subject(), query.metric().text(), SeriesKey.MEASURED);
        points.add(Map.entry(key, point));
    }

    private OptionalDouble number(SourceQuery query, String promQl) throws IOException, InterruptedException {
        return switch (questions.number(promQl)) {
            case PrometheusAnswer.Value<Double> number -> OptionalDouble.of(number.value());
            case PrometheusAnswer.Nothing<Double> nothing -> {
                problem(query, nothing.reason());
                yield OptionalDouble.empty();
            }
        };
    }

    private void problem(SourceQuery query, String problem) {
        problems.add(new CollectionOutcome.Problem(query.text(), problem));
    }

    List<Map.Entry<SeriesKey, SeriesPoint>> points() {
        return List.copyOf(points);
    }

    /** Up to when what was asked is collected now; what could not be measured goes on where it was. */
    Map<String, CollectionProgress> progress() {
        return Map.copyOf(progress);
    }

    CollectionOutcome outcome() {
        return new CollectionOutcome(start, sources.target(), points.size(), List.copyOf(problems));
    }
}
