package io.belastbar.budget.alert.look;

import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesPoint;
import java.time.Instant;
import java.util.Map;

/** Values of a series, a second apart. */
final class Values {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Values() {}

    static SeriesPoint collected(int second, double value) {
        return point(second, value, 0, SeriesPoint.PROMETHEUS);
    }

    static SeriesPoint posted(int second, double value) {
        return point(second, value, 0, SeriesPoint.POSTED);
    }

    static SeriesPoint posted(int second, double value, long samples) {
        return point(second, value, samples, SeriesPoint.POSTED);
    }

    static SeriesPoint ofRun(int second, double value, long samples) {
        return point(second, value, samples, SeriesPoint.RUN);
    }

    static SeriesPoint point(int second, double value, long samples, String source) {
        var runId = source.equals(SeriesPoint.RUN) ? "run-" + second : null;
        return new SeriesPoint(START.plusSeconds(second), value, samples, source, runId, Map.of());
    }

    static AlertState after(Objective objective, double... values) {
        var state = AlertState.start(START);
        for (int i = 0; i < values.length; i++) {
            state = state.next(objective, collected(i, values[i]));
        }
        return state;
    }
}
