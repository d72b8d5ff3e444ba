package io.belastbar.budget.regression;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.regression.Change.ChangeState;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.change.ChangePoint.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Series that are looked at again and again while they grow, with the table's rows as they are kept: by the change's id. */
class GrowingSeriesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final SeriesKey SERIES =
            new SeriesKey("shop", Subject.of(SubjectKind.ENDPOINT, "GET /a"), "target_response_time_p95", "demo");

    /** The rows of a series, as the repository's statements change them. */
    private static final class Rows {
        private final Map<String, Change> rows = new LinkedHashMap<>();
        private final List<String> told = new ArrayList<>();

        void look(List<SeriesPoint> points) {
            var result = new SeriesLook(points, "ms").against(List.copyOf(rows.values()));
            result.faded().forEach(change -> rows.put(change.changeId(), with(change, ChangeState.FADED)));
            result.found().forEach(this::take);
        }

        private void take(SeriesLook.Found found) {
            var id = found.known().map(Change::changeId).orElseGet(() -> "c" + rows.size());
            assertThat(found.known().map(known -> rows.get(id).state().mayReturn()))
                    .as("only a suspicion, or one that faded, may be found again")
                    .isNotEqualTo(java.util.Optional.of(false));
            var state = found.certain() ? ChangeState.CERTAIN : ChangeState.SUSPECTED;
            rows.put(
                    id,
                    new Change(
                            id,
                            rows.size(),
                            SERIES,
                            found.kind(),
                            found.at(),
                            state,
                            found.shift() > 0,
                            found.explanation(),
                            START,
                            null,
                            null,
                            null,
                            null));
            if (found.certain()) {
                told.add(id);
            }
        }

        private static Change with(Change change, ChangeState state) {
            return new Change(
                    change.changeId(),
                    change.sequence(),
                    SERIES,
                    change.kind(),
                    change.at(),
                    state,
                    change.worse(),
                    change.explanation(),
                    START,
                    null,
                    null,
                    null,
                    null);
        }
    }

    /** Of 226 certain changes 57 were never stored, since a suspicion had faded at the same moment. */
    @Test
    void whatIsCertainInTheEndIsKnownAsCertain() {
        int certain = 0;
        int lost = 0;
        for (int seed = 0; seed < 150; seed++) {
            var points = step(seed, 1.5);
            var rows = new Rows();
            for (int n = 10; n <= points.size(); n += 2) {
                rows.look(points.subList(0, n));
                assertThat(rows.told).as("each is told once").doesNotHaveDuplicates();
            }
            for (var found : new SeriesLook(points, "ms").against(List.of()).found()) {
                if (found.certain() && found.kind() == Kind.STEP) {
                    certain++;
                    lost += rows.rows.values().stream().anyMatch(change -> isKnown(change, found)) ? 0 : 1;
                }
            }
        }
        assertThat(certain).isGreaterThan(60);
        assertThat(lost).isZero();
    }

    /** As a step near it, or within a trend that was certain before there were enough values to tell. */
    private static boolean isKnown(Change change, SeriesLook.Found found) {
        var until = change.kind() == Kind.TREND ? change.explanation().until() : change.at();
        var tolerance = Duration.ofHours(2L * SeriesLook.SAME_WITHIN);
        return change.state() == ChangeState.CERTAIN
                && !found.at().isBefore(change.at().minus(tolerance))
                && !found.at().isAfter(until.plus(tolerance));
    }

    @Test
    void aTrendIsToldOnceWhileItGoesOn() {
        int once = 0;
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var points = new ArrayList<SeriesPoint>();
            for (int i = 0; i < 120; i++) {
                points.add(point(i, 100 * (1 + 0.4 * i / 120) * (1 + 0.03 * random.nextGaussian())));
            }
            var rows = new Rows();
            for (int n = 50; n <= points.size(); n++) {
                rows.look(points.subList(0, n));
            }

            once += rows.told.size() == 1 && rows.rows.get(rows.told.getFirst()).kind() == Kind.TREND ? 1 : 0;
        }
        assertThat(once).isGreaterThanOrEqualTo(17);
    }

    private static List<SeriesPoint> step(int seed, double deviations) {
        var random = new Random(seed);
        var points = new ArrayList<SeriesPoint>();
        for (int i = 0; i < 60; i++) {
            points.add(point(i, 100 + 5 * (random.nextGaussian() + (i < 30 ? 0 : deviations))));
        }
        return points;
    }

    private static SeriesPoint point(int i, double value) {
        return new SeriesPoint(START.plus(Duration.ofHours(i)), value, 1, SeriesPoint.RUN, "run-" + i, Map.of());
    }
}
