package io.belastbar.capacity.plan.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.compare.ComparedFigure.Measured;
import io.belastbar.capacity.plan.compare.ComparedFigure.Year;
import io.belastbar.capacity.plan.reading.PlanDocument;
import io.belastbar.capacity.projection.ChosenMethod;
import io.belastbar.capacity.projection.ProjectedValue;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.forecasting.Trend;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompareFigureTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 11, 1);
    private static final Instant END_OF_2025 = Instant.parse("2025-12-31T23:00:00Z");
    private static final PlannedFigure CONNECTIONS = PlanDocument.read(
                    "p",
                    "limits: [{metric: connection_count, current: 45, end_2025: 75, end_2026: 120, alarm_at: 150}]")
            .figures()
            .getFirst();

    @Test
    void aYearToComeStandsBesideTheForecast() {
        Year year = compared(CONNECTIONS, series("connections"), projection("connections"), TODAY, null)
                .values()
                .getFirst();

        assertThat(year.text().english())
                .isEqualTo("connection_count by 31 December 2025: plan 75, trend 96 (80 to 110)");
        assertThat(year.text().german())
                .isEqualTo("connection_count bis 31. Dezember 2025: Plan 75, Trend 96 (80 bis 110)");
        assertThat(year.forecast().expected()).isEqualTo(96);
    }

    @Test
    void beyondTheForecastItSaysHowFarThatReaches() {
        Year year = compared(CONNECTIONS, series("connections"), projection("connections"), TODAY, null)
                .values()
                .get(1);

        assertThat(year.forecast()).isNull();
        assertThat(year.text().english())
                .isEqualTo("connection_count by 31 December 2026: plan 120; the forecast reaches until 1 February 2026"
                        + " only");
    }

    @Test
    void aPastYearStandsBesideWhatWasMeasuredThen() {
        Year year = compared(
                        CONNECTIONS, series("connections"), projection("connections"), LocalDate.of(2026, 2, 1), 88.0)
                .values()
                .getFirst();

        assertThat(year.text().english()).isEqualTo("connection_count by 31 December 2025: plan 75, measured 88");
        assertThat(year.forecast()).isNull();
    }

    @Test
    void aPastYearOfWhichNothingWasMeasuredSaysSo() {
        assertThat(compared(CONNECTIONS, series("connections"), null, LocalDate.of(2026, 2, 1), null)
                        .values()
                        .getFirst()
                        .text()
                        .english())
                .endsWith("nothing was measured in the week before");
        assertThat(compared(CONNECTIONS, null, null, LocalDate.of(2026, 2, 1), null)
                        .values()
                        .getFirst()
                        .text()
                        .english())
                .endsWith("there is no series connection_count to compare it with");
    }

    @Test
    void withoutAForecastItSaysWhy() {
        assertThat(compared(CONNECTIONS, series("connections"), null, TODAY, null)
                        .values())
                .extracting(year -> year.text().english())
                .allMatch(text -> text.endsWith("the series has no forecast yet"));
        assertThat(compared(CONNECTIONS, null, null, TODAY, null).values())
                .extracting(year -> year.text().english())
                .allMatch(text -> text.endsWith("there is no series connection_count to forecast"));
    }

    @Test
    void valuesAreInThePlansUnit() {
        PlannedFigure storage = PlanDocument.read("p", "storage: {current: 90 GB, end_2025: 100 GB}")
                .figures()
                .getFirst();

        ComparedFigure compared =
                compared(storage, series("MB"), projection("MB"), LocalDate.of(2026, 2, 1), 110_000.0);

        assertThat(compared.values().getFirst().measured().value()).isEqualTo(110);
        assertThat(compared.measured().value()).isEqualTo(0.06);
    }

    @Test
    void aSeriesThatMeasuresSomethingElseIsNotCompared() {
        ComparedFigure compared = compared(CONNECTIONS, series("ms"), projection("ms"), TODAY, null);

        assertThat(compared.measured()).isNull();
        assertThat(compared.values()).allMatch(year -> year.forecast() == null);
        assertThat(compared.values().getFirst().text().english())
                .isEqualTo(
                        "connection_count by 31 December 2025: plan 75; the series database.connections.active is in ms,"
                                + " which is not the same kind");
    }

    private static ComparedFigure compared(
            PlannedFigure figure, StoredSeries series, Projection projection, LocalDate today, Double then) {
        return new CompareFigure(figure, series, projection)
                .at(today, day -> Optional.ofNullable(then).map(value -> new Measured(END_OF_2025, value)));
    }

    private static StoredSeries series(String unit) {
        return new StoredSeries(
                1,
                "smartbav",
                "database.connections.active",
                unit,
                SeriesKind.PEAK,
                ZoneId.of("Europe/Berlin"),
                "upload",
                Instant.parse("2025-08-01T00:00:00Z"),
                Instant.parse("2025-11-01T00:00:00Z"));
    }

    private static Projection projection(String unit) {
        Instant now = Instant.parse("2025-11-01T00:00:00Z");
        return new Projection(
                "smartbav",
                "database.connections.active",
                unit,
                now,
                now.minus(Duration.ofDays(90)),
                Instant.parse("2026-02-01T00:00:00Z"),
                new Projection.Reading(now, 60),
                new ChosenMethod("theta", 5, 4, 0.8, 1.0, now),
                0.5,
                Trend.Direction.DEGRADING,
                List.of(),
                List.of(new ProjectedValue(END_OF_2025, 96, 80, 110, 70, 120, false)),
                List.of());
    }
}
