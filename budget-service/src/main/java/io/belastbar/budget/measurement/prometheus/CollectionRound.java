package io.belastbar.budget.measurement.prometheus;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.prometheus.PrometheusAnswer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One round of questions. A server that does not answer ends the round, because the other questions would wait for it
 * too; so does the end of the lease. What was measured until then counts.
 */
final class CollectionRound {

    /** Label of a point, see {@code MeasuredEvaluation}: offered load in requests a second. */
    private static final String OFFERED = "offered";

    /** Asks one query. */
    @FunctionalInterface
    interface Question {
        PrometheusAnswer<Double> ask(String query) throws IOException, InterruptedException;
    }

    private final String system;
    private final MeasurementSources sources;
    private final Question question;
    private final InstantSource clock;
    private final Instant start;
    private final List<Map.Entry<SeriesKey, SeriesPoint>> points = new ArrayList<>();
    private final List<CollectionOutcome.Problem> problems = new ArrayList<>();

    /** All values of the round are of the moment {@code start}. */
    CollectionRound(String system, MeasurementSources sources, Question question, InstantSource clock, Instant start) {
        this.system = system;
        this.sources = sources;
        this.question = question;
        this.clock = clock;
        this.start = start;
    }

    /** Asks every query, for {@code timeMax} at most. */
    void run(Duration timeMax) throws InterruptedException {
        var end = start.plus(timeMax);
        for (var query : sources.queries()) {
            if (clock.instant().isAfter(end)) {
                problems.add(new CollectionOutcome.Problem(
                        null,
                        "the round took longer than " + timeMax.toSeconds() + " s; later queries were not asked"));
                return;
            }
            try {
                measure(query);
            } catch (IOException away) {
                problems.add(new CollectionOutcome.Problem(
                        null, "target " + sources.target() + " did not answer (" + away.getMessage() + ")"));
                return;
            }
        }
    }

    private void measure(SourceQuery query) throws IOException, InterruptedException {
        var number = number(query, query.query());
        if (number.isEmpty()) {
            return;
        }
        var value = number.getAsDouble() * query.factor();
        if (value < 0 || query.metric().measure().dimension() == Dimension.RATIO && value > 1) {
            problems.add(new CollectionOutcome.Problem(
                    query.text(), "the query gave " + number.getAsDouble() + ", which is no such amount"));
            return;
        }
        var samples = query.samples() == null
                ? 0
                : Math.max(0, Math.round(number(query, query.samples()).orElse(0)));
        var labels = new HashMap<String, String>();
        if (query.offered() != null) {
            number(query, query.offered()).ifPresent(rate -> labels.put(OFFERED, String.valueOf(rate)));
        }
        var key = new SeriesKey(system, query.subject(), query.metric().text(), SeriesKey.MEASURED);
        points.add(Map.entry(key, new SeriesPoint(start, value, samples, SeriesPoint.PROMETHEUS, null, labels)));
    }

    private OptionalDouble number(SourceQuery query, String promQl) throws IOException, InterruptedException {
        return switch (question.ask(promQl)) {
            case PrometheusAnswer.Value<Double> number -> OptionalDouble.of(number.value());
            case PrometheusAnswer.Nothing<Double> nothing -> {
                problems.add(new CollectionOutcome.Problem(query.text(), nothing.reason()));
                yield OptionalDouble.empty();
            }
        };
    }

    List<Map.Entry<SeriesKey, SeriesPoint>> points() {
        return List.copyOf(points);
    }

    CollectionOutcome outcome() {
        return new CollectionOutcome(start, sources.target(), points.size(), List.copyOf(problems));
    }
}
