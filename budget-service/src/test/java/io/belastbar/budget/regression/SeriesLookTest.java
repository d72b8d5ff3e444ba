package io.belastbar.budget.regression;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.regression.Change.ChangeState;
import io.belastbar.budget.regression.Change.Explanation;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.change.ChangePoint.Kind;
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
    void whatFadedAndComesBackIsTheSameChange() {
        var suspicion = look(step(20, 3, 100, 130)).found().getFirst();
        var faded = change("c1", suspicion.at(), ChangeState.FADED, suspicion.explanation());

        assertThat(look(step(20, 15, 100, 130), faded).found()).singleElement().satisfies(change -> {
            assertThat(change.certain()).isTrue();
            assertThat(change.known()).contains(faded);
        });
        assertThat(look(step(35, 0, 100, 100), faded).faded()).isEmpty();
    }

    @Test
    void ofTwoThatAreNearTheSuspicionIsTheOne() {
        var why = look(step(20, 3, 100, 130)).found().getFirst().explanation();
        var faded = change("c1", at(19), ChangeState.FADED, why);
        var suspected = change("c2", at(21), ChangeState.SUSPECTED, why);

        var result = look(step(20, 15, 100, 130), faded, suspected);

        assertThat(result.found()).singleElement().satisfies(change -> assertThat(change.known())
                .contains(suspected));
        assertThat(result.faded()).isEmpty();
    }

    @Test
    void aSlowRiseIsOneTrendHoweverLongItGoesOn() {
        var first = look(rising(60)).found();

        assertThat(first).singleElement().satisfies(trend -> {
            assertThat(trend.kind()).isEqualTo(Kind.TREND);
            assertThat(trend.certain()).isTrue();
            assertThat(trend.explanation().percentPerDay()).isBetween(6.0, 10.0);
            assertThat(trend.explanation().fromVersion()).isNull();
        });
        var trend = first.getFirst();
        var known = change("c1", Kind.TREND, trend.at(), ChangeState.CERTAIN, trend.explanation());
        for (int n = 60; n <= 100; n += 5) {
            assertThat(look(rising(n), known).found()).as(n + " values").isEmpty();
        }
        var rejected = change("c1", Kind.TREND, trend.at(), ChangeState.REJECTED, trend.explanation());
        assertThat(look(rising(70), rejected).found()).isEmpty();
    }

    @Test
    void aTrendIsToldAsOneInBothLanguages() {
        var points = rising(60);
        var trend = look(points).found().getFirst();
        var change = change("c1", Kind.TREND, trend.at(), ChangeState.CERTAIN, trend.explanation());

        assertThat(new ChangeWords(change).sentence().english())
                .startsWith("Since 1 Jan 2026")
                .contains("it rises by", "% a day", "no single change did it");
        assertThat(new ChangePage(change, points, ReportTime.utc(ReportLanguage.GERMAN)).html())
                .contains(
                        "steigt der Wert um", "% am Tag", "keine einzelne Änderung", "erstes Drittel", "role=\"img\"");
        assertThat(RegressionPublisher.event(change).kind()).isEqualTo("TREND");
        assertThat(RegressionPublisher.finding(change).description()).contains("no single change did it");
        assertThat(RegressionPublisher.finding(change).evidence()).containsEntry("kind", "TREND");
    }

    @Test
    void fromNothingToSomethingThereIsNoPercentage() {
        var points = step(30, 20, 0, 0).stream()
                .map(point -> new SeriesPoint(
                        point.at(), point.at().isBefore(at(30)) ? 0 : 5, 1, SeriesPoint.RUN, "run", Map.of()))
                .toList();

        var found = look(points).found();

        assertThat(found).singleElement().satisfies(change -> {
            assertThat(change.certain()).isTrue();
            assertThat(change.explanation().shiftPercent()).isNull();
            assertThat(change.explanation().before().median()).isZero();
            assertThat(change.explanation().after().median()).isEqualTo(5);
        });
        var change = change("c1", at(30), ChangeState.CERTAIN, found.getFirst().explanation());
        assertThat(RegressionPublisher.event(change).changePercent()).isNull();
        assertThat(RegressionPublisher.event(change).after()).isEqualTo(5);
        assertThat(new ChangeWords(change).sentence().english())
                .contains("is 5 ms instead of 0 ms:")
                .doesNotContain("%");
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
        return change(id, Kind.STEP, at, state, explanation);
    }

    private static Change change(String id, Kind kind, Instant at, ChangeState state, Explanation explanation) {
        return new Change(id, 1, SERIES, kind, at, state, true, explanation, at, null, null, null, null);
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

    /** By 20 % over 60 hours. */
    private static List<SeriesPoint> rising(int n) {
        var points = step(n, 0, 100, 100);
        var rising = new ArrayList<SeriesPoint>();
        for (int i = 0; i < n; i++) {
            var point = points.get(i);
            rising.add(new SeriesPoint(
                    point.at(), point.value() * (1 + 0.2 * i / 60), 1, point.source(), point.runId(), point.labels()));
        }
        return rising;
    }

    private static Instant at(int hour) {
        return START.plusSeconds(3_600L * hour);
    }
}
