package io.belastbar.budget.regression;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.regression.Change.ChangeState;
import io.belastbar.budget.regression.Change.Explanation;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesLookTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final SeriesKey SERIES =
            new SeriesKey("shop", Subject.of(SubjectKind.ENDPOINT, "GET /a"), "target_response_time_p95", "demo");

    @Test
    void fewValuesAreNoHistory() {
        assertThat(look(step(5, 4, 100, 900)).found()).isEmpty();
    }

    @Test
    void aClearStepIsCertainAndNamesTheVersions() {
        var found = look(step(40, 20, 100, 130)).found();

        assertThat(found).singleElement().satisfies(change -> {
            assertThat(change.certain()).isTrue();
            assertThat(change.at()).isEqualTo(at(40));
            assertThat(change.explanation().fromVersion()).isEqualTo("1.39");
            assertThat(change.explanation().toVersion()).isEqualTo("1.40");
            assertThat(change.explanation().firstRun()).isEqualTo("run-40");
            assertThat(change.explanation().eDivisiveAgrees()).isTrue();
            assertThat(change.shift()).isPositive();
        });
    }

    @Test
    void aFewHighValuesAreASuspicionOnly() {
        var found = look(step(20, 3, 100, 130)).found();

        assertThat(found).singleElement().satisfies(change -> assertThat(change.certain())
                .isFalse());
    }

    @Test
    void aSuspicionThatIsConfirmedIsTheSameChange() {
        var suspicion = look(step(20, 3, 100, 130)).found().getFirst();
        var known = change("c1", suspicion.at(), ChangeState.SUSPECTED, suspicion.explanation());

        var later = look(step(20, 15, 100, 130), known).found();

        assertThat(later).singleElement().satisfies(change -> {
            assertThat(change.certain()).isTrue();
            assertThat(change.known()).contains(known);
        });
    }

    @Test
    void aSuspicionThatLaterValuesSpeakAgainstFades() {
        var suspicion = look(step(20, 3, 100, 130)).found().getFirst();
        var known = change("c1", suspicion.at(), ChangeState.SUSPECTED, suspicion.explanation());
        var points = new ArrayList<>(step(20, 3, 100, 130));
        step(60, 0, 100, 100)
                .forEach(point -> points.add(
                        new SeriesPoint(at(points.size()), point.value(), 1, SeriesPoint.RUN, "run", Map.of())));

        assertThat(look(points, known).faded()).containsExactly(known);
    }

    @Test
    void atARejectedPlaceNothingIsReportedAgain() {
        var points = step(40, 20, 100, 130);
        var rejected = change(
                "c1",
                at(41),
                ChangeState.REJECTED,
                look(points).found().getFirst().explanation());

        assertThat(look(points, rejected).found()).isEmpty();
    }

    @Test
    void anAcceptedPlaceStaysWhereAPersonPutIt() {
        var points = step(40, 40, 100, 130);
        var moved = change(
                "c1", at(38), ChangeState.MOVED, look(points).found().getFirst().explanation());

        assertThat(look(points, moved).found())
                .allSatisfy(change -> assertThat(change.at()).isAfter(at(38)));
        assertThat(look(points, moved).faded()).isEmpty();
    }

    @Test
    void samplesOfOneMomentAreOneValue() {
        var samples = List.of(3.0, 9.0, 4.0).stream()
                .map(value -> new SeriesPoint(
                        START.plusNanos(value.longValue() * 1_000), value, 1, SeriesPoint.POSTED, null, Map.of()))
                .toList();

        assertThat(SeriesLook.perMoment(samples)).singleElement().satisfies(point -> {
            assertThat(point.value()).isEqualTo(4.0);
            assertThat(point.samples()).isEqualTo(3);
        });
    }

    @Test
    void thePageExplainsInBothLanguages() throws Exception {
        var points = step(40, 20, 100, 130);
        var found = look(points).found().getFirst();
        var change = change("c1", found.at(), ChangeState.CERTAIN, found.explanation());

        assertThat(new ChangePage(change, points, ReportTime.utc(ReportLanguage.GERMAN)).html())
                .contains("Regression: GET /a", "statt", "davor", "zwischen 1.39 und 1.40", "role=\"img\"");
        assertThat(new ChangePage(change, points, ReportTime.utc(ReportLanguage.ENGLISH)).html())
                .contains("instead of", "before", "between 1.39 and 1.40", "E-Divisive");
        Files.createDirectories(Path.of("target/reports"));
        Files.writeString(
                Path.of("target/reports/change.html"),
                new ChangePage(change, points, ReportTime.utc(ReportLanguage.GERMAN)).html());
        assertThat(RegressionPublisher.finding(change).fingerprint())
                .isEqualTo("regression:shop:GET /a:target_response_time_p95:demo");
        assertThat(RegressionPublisher.event(change).toVersion()).isEqualTo("1.40");
    }

    private static SeriesLook.Result look(List<SeriesPoint> points, Change... known) {
        return new SeriesLook(points, "ms").against(List.of(known));
    }

    private static Change change(String id, Instant at, ChangeState state, Explanation explanation) {
        return new Change(id, 1, SERIES, at, state, true, explanation, at, null, null, null, null);
    }

    private static List<SeriesPoint> step(int before, int after, double low, double high) {
        var random = new Random(5);
        var points = new ArrayList<SeriesPoint>();
        for (int i = 0; i < before + after; i++) {
            var value = (i < before ? low : high) + random.nextGaussian() * 3;
            points.add(new SeriesPoint(at(i), value, 1, SeriesPoint.RUN, "run-" + i, Map.of("version", "1." + i)));
        }
        return points;
    }

    private static Instant at(int hour) {
        return START.plusSeconds(3_600L * hour);
    }
}
