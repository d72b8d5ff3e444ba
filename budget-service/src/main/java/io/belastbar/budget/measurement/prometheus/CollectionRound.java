package io.belastbar.budget.measurement.prometheus;

import io.belastbar.budget.measurement.prometheus.counter.CounterLook;
import io.belastbar.budget.measurement.prometheus.counter.CounterState;
import io.belastbar.budget.measurement.prometheus.counter.CounterSteps;
import io.belastbar.budget.measurement.prometheus.promql.PromQlText;
import io.belastbar.budget.measurement.prometheus.promql.SourceRules;
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
import java.util.OptionalLong;

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
        var samples = query.samples() == null ? OptionalLong.empty() : samples(query, before);
        var labels = new HashMap<String, String>();
        if (query.offered() != null) {
            number(query, query.offered()).ifPresent(rate -> labels.put(OFFERED, String.valueOf(rate)));
        }
        if (samples.isPresent() && samples.getAsLong() == 0) {
            labels.put(SeriesPoint.SAMPLES, "0");
        }
        var point =
                new SeriesPoint(start, value.getAsDouble(), samples.orElse(0), SeriesPoint.PROMETHEUS, null, labels);
        add(query, point);
        if (query.samples() != null) {
            progress.put(query.id(), new CollectionProgress(start, null));
        }
    }

    /** Of the samples within a range those that no round before has counted: a round may come early. Empty if unknown. */
    private OptionalLong samples(SourceQuery query, Optional<CollectionProgress> before)
            throws IOException, InterruptedException {
        var counted = number(query, query.samples());
        if (counted.isEmpty()) {
            return OptionalLong.empty();
        }
        var range = new PromQlText(query.samples()).longestRange().orElse(sources.every());
        var share = before.map(
                        last -> (double) Duration.between(last.at(), start).toMillis() / range.toMillis())
                .orElse(1.0);
        return OptionalLong.of(Math.max(0, Math.round(counted.getAsDouble() * Math.clamp(share, 0.0, 1.0))));
    }

    private void count(SourceQuery query, Optional<CounterState> before) throws IOException, InterruptedException {
        if (before.isPresent() && !before.get().at().isBefore(start)) {
            return;
        }
        var going = before.filter(state -> !state.at().isBefore(start.minus(CounterState.KEPT)));
        if (before.isPresent() && going.isEmpty()) {
            var pause = Duration.between(before.get().at(), start).toHours();
            problem(query, "was not collected for " + pause + " h; it is counted anew from here");
        }
        var look = CounterLook.of(going.map(CounterState::at), start, sources.every());
        var whole = series(query, SourceRules.OF, query.of(), look);
        var part = whole.isEmpty() ? whole : series(query, SourceRules.COUNTER, query.counter(), look);
        if (part.isEmpty()) {
            return;
        }
        var counted = going.map(state -> CounterSteps.since(state, look.apart(), part.get(), whole.get()))
                .orElseGet(() -> CounterSteps.first(start, part.get(), whole.get()));
        counted.problem().ifPresent(problem -> problem(query, problem));
        for (var step : counted.steps()) {
            var samples = Math.max(1, Math.round(step.whole()));
            var value = step.part() / step.whole();
            add(query, new SeriesPoint(step.at(), value, samples, SeriesPoint.PROMETHEUS, null, Map.of()));
        }
        progress.put(query.id(), new CollectionProgress(counted.after().at(), counted.after()));
    }

    /** Empty if they cannot be told; what has never happened has no counter yet. */
    private Optional<List<PrometheusSeries>> series(SourceQuery query, String name, String promQl, CounterLook look)
            throws IOException, InterruptedException {
        return switch (questions.series(promQl, look.from(), look.to(), look.fine())) {
            case PrometheusAnswer.Value<List<PrometheusSeries>>(var series)
            when series.size() > SERIES_MAX -> {
                problem(
                        query,
                        name + " has " + series.size() + " series, more than " + SERIES_MAX
                                + "; one for each process is enough: sum by (instance) (…)");
                yield Optional.empty();
            }
            case PrometheusAnswer.Value<List<PrometheusSeries>>(var series) -> Optional.of(series);
            case PrometheusAnswer.Nothing<List<PrometheusSeries>>(var reason)
            when name.equals(SourceRules.COUNTER) && reason.equals(PrometheusAnswer.NO_SERIES) ->
                Optional.of(List.of());
            case PrometheusAnswer.Nothing<List<PrometheusSeries>>(var reason) -> {
                problem(query, name + ": " + reason);
                yield Optional.empty();
            }
        };
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
