package io.belastbar.capacity.projection.word;

import static io.belastbar.capacity.projection.SampleProjection.NOW;
import static io.belastbar.capacity.projection.SampleProjection.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.projection.ChosenMethod;
import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.ProjectedLimit.Status;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.ProjectionRemark;
import io.belastbar.capacity.projection.SampleProjection;
import io.belastbar.forecasting.selection.Methods;
import io.belastbar.report.Sentence;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectionWordsTest {
    private static final MetricLimit CONNECTIONS = SampleProjection.limit(
            "connection_count", 150, "connections", "Increase max_connections or add connection pooling");

    private final ProjectionWords words = new ProjectionWords(ZoneId.of("Europe/Berlin"), NOW);

    @Test
    void aLimitIsTold() {
        ProjectedLimit limit = between("2027-03-03T00:00:00Z", "2027-03-14T00:00:00Z", "2027-03-29T00:00:00Z");

        Sentence told = words.limitAndAction(limit, in(180));

        assertThat(told.english())
                .isEqualTo("150 connections between 3 and 29 March, most likely 14 March; "
                        + "Increase max_connections or add connection pooling");
        assertThat(told.german())
                .startsWith("150 connections zwischen 3. und 29. März, am wahrscheinlichsten 14. März; ");
    }

    @Test
    void monthsAndYearsStandWhereTheyDiffer() {
        assertThat(english(between("2027-02-27T00:00:00Z", "2027-03-01T12:00:00Z", "2027-03-05T00:00:00Z")))
                .isEqualTo("150 connections between 27 February and 5 March, most likely 1 March");
        assertThat(english(between("2027-12-20T00:00:00Z", "2027-12-31T12:00:00Z", "2028-01-09T00:00:00Z")))
                .isEqualTo("150 connections between 20 December 2027 and 9 January 2028, most likely 31 December 2027");
        assertThat(english(between("2028-03-03T00:00:00Z", "2028-03-14T00:00:00Z", "2028-03-29T00:00:00Z")))
                .isEqualTo("150 connections between 3 and 29 March 2028, most likely 14 March 2028");
        assertThat(english(between("2027-03-03T00:00:00Z", "2027-03-03T04:00:00Z", "2027-03-03T09:00:00Z")))
                .isEqualTo("150 connections on 3 March");
    }

    @Test
    void aDayIsOneOfTheSystemsZone() {
        assertThat(english(new ProjectedLimit(
                        CONNECTIONS, Status.REACHED, Instant.parse("2027-01-18T23:30:00Z"), null, null, null)))
                .isEqualTo("150 connections reached since 19 January");
    }

    @Test
    void whatIsNotWithinTheForecastIsSaidSo() {
        assertThat(english(new ProjectedLimit(CONNECTIONS, Status.NOT_WITHIN, null, null, null, null)))
                .isEqualTo("150 connections not before 19 July: the forecast goes no further");
        assertThat(english(new ProjectedLimit(CONNECTIONS, Status.EXPECTED, null, in(90), null, null)))
                .isEqualTo("150 connections possibly from 20 April on, more likely not before 19 July");
        assertThat(english(new ProjectedLimit(CONNECTIONS, Status.EXPECTED, null, in(90), in(120), null)))
                .isEqualTo("150 connections from 20 April on, most likely 20 May, or not before 19 July");
    }

    @Test
    void theChoiceOfTheMethodIsExplained() {
        assertThat(ProjectionWords.method(SampleProjection.THETA))
                .isEqualTo(new Sentence(
                        "Theta won 4 of 5 folds, MASE 0.81; naive 1.00",
                        "Theta gewann 4 von 5 Abschnitten, MASE 0,81; naiv 1,00"));
        assertThat(ProjectionWords.method(new ChosenMethod("mean-of(theta,naive,new)", 0, 0, null, null, NOW))
                        .english())
                .isEqualTo(
                        "The mean of Theta, the last value and new, without a comparison: the past is too short for one");
    }

    @Test
    void aMethodThatWonNothingIsNoWinner() {
        assertThat(ProjectionWords.method(new ChosenMethod("naive", 5, 0, 1.0, 1.0, NOW)))
                .isEqualTo(
                        new Sentence(
                                "No method beat the last value in the past, so the last value stands",
                                "Kein Verfahren war in der Vergangenheit besser als der letzte Wert, also gilt der letzte Wert"));
        assertThat(ProjectionWords.method(new ChosenMethod("mean-of(autoregression,naive)", 5, 0, 0.9, 1.0, NOW)))
                .isEqualTo(new Sentence(
                        "The mean of autoregression and the last value had the smallest error over 5 folds, MASE 0.90;"
                                + " naive 1.00",
                        "Das Mittel aus der Autoregression und dem letzten Wert hatte über 5 Abschnitte den kleinsten"
                                + " Fehler, MASE 0,90; naiv 1,00"));
        assertThat(ProjectionWords.method(new ChosenMethod("least-squares", 1, 1, 0.9, null, NOW))
                        .german())
                .isEqualTo("Das Verfahren der kleinsten Quadrate gewann 1 von einem Abschnitt, MASE 0,90");
    }

    @Test
    void whatShrinksGetsWorseByAnAmount() {
        Projection shrinking = SampleProjection.of("free", "%", 40, -0.25);
        assertThat(words.course(shrinking).english()).doesNotContain("−").doesNotContain("-0");
    }

    @Test
    void aDateThatIsOverIsNotExpected() {
        assertThat(english(between("2027-01-10T00:00:00Z", "2027-03-01T12:00:00Z", "2027-03-05T00:00:00Z")))
                .isEqualTo("150 connections between today and 5 March, most likely 1 March");
        assertThat(english(between("2027-01-10T00:00:00Z", "2027-01-12T12:00:00Z", "2027-03-05T00:00:00Z")))
                .isEqualTo("150 connections most likely reached by now");
        assertThat(english(new ProjectedLimit(CONNECTIONS, Status.EXPECTED, null, in(-9), null, null)))
                .startsWith("150 connections possibly from today on");
        assertThat(words.limit(new ProjectedLimit(CONNECTIONS, Status.NOT_WITHIN, null, null, null, null), in(-2))
                        .german())
                .isEqualTo("150 connections nicht vor 18. Januar: dort endete die Prognose");
    }

    @Test
    void theLimitOfAStaleSeriesSaysSoFirst() {
        ProjectedLimit limit = new ProjectedLimit(CONNECTIONS, Status.EXPECTED, null, in(-9), in(-8), in(-7));
        Projection stale = SampleProjection.with(
                SampleProjection.of("a", "connections", 1, 1, limit), new ProjectionRemark.Stale(in(-12)));

        assertThat(words.limitOf(stale, limit).english())
                .isEqualTo("The last value is of 8 January; nothing was measured since. 150 connections most likely"
                        + " reached by now");
    }

    @Test
    void everyMethodHasANameForPeople() {
        assertThat(Methods.names())
                .allSatisfy(name -> assertThat(ProjectionWords.method(new ChosenMethod(name, 0, 0, null, null, NOW))
                                .german())
                        .doesNotStartWith(name));
    }

    @Test
    void everyRemarkIsASentence() {
        List<ProjectionRemark> remarks = List.of(
                new ProjectionRemark.LevelChanged(in(-5), 3, 9),
                new ProjectionRemark.CleanedUp(168, 12),
                new ProjectionRemark.AtCap(4, 100),
                new ProjectionRemark.Gaps(3, 30),
                new ProjectionRemark.Outliers(2),
                new ProjectionRemark.Constant(5),
                new ProjectionRemark.TooShort(5, 8),
                new ProjectionRemark.HorizonCut(548 * 24, 90 * 24),
                new ProjectionRemark.Approximate(12),
                new ProjectionRemark.ClockChanged(in(-80)),
                new ProjectionRemark.CounterReset(2, in(-3)),
                new ProjectionRemark.Stale(in(-3)));

        assertThat(remarks.stream().map(Object::getClass))
                .containsExactlyInAnyOrder(ProjectionRemark.class.getPermittedSubclasses());
        assertThat(remarks).allSatisfy(remark -> {
            Sentence sentence = words.remark(remark, "percent");
            assertThat(sentence.english()).endsWith(".").doesNotContain("{");
            assertThat(sentence.german()).endsWith(".").doesNotContain("{");
        });
        assertThat(words.remark(remarks.get(7), "GB").english())
                .isEqualTo("The forecast goes no further than 90 days: the data do not promise 18 months.");
        assertThat(words.remark(remarks.get(0), "percent").german())
                .isEqualTo(
                        "Das Niveau änderte sich am 15. Januar dauerhaft, von 3 % auf 9 %; was davor liegt, zählt nicht.");
    }

    private String english(ProjectedLimit limit) {
        return words.limit(limit, in(180)).english();
    }

    private static ProjectedLimit between(String p10, String p50, String p90) {
        return new ProjectedLimit(
                CONNECTIONS, Status.EXPECTED, null, Instant.parse(p10), Instant.parse(p50), Instant.parse(p90));
    }
}
