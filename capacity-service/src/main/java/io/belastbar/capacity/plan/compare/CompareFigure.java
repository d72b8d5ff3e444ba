package io.belastbar.capacity.plan.compare;

import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.limit.unit.Units;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.PlannedFigure.PlannedValue;
import io.belastbar.capacity.plan.compare.ComparedFigure.Measured;
import io.belastbar.capacity.plan.compare.ComparedFigure.Trend;
import io.belastbar.capacity.plan.compare.ComparedFigure.Year;
import io.belastbar.capacity.projection.Projection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Puts a planned figure beside its series: what is past beside what was measured then, what is to come beside the forecast. */
final class CompareFigure {
    private final PlannedFigure figure;
    private final StoredSeries series;
    private final Projection projection;

    /**
     * @param series that shows the figure; null if there is none
     * @param projection of the series; null if there is none yet
     */
    CompareFigure(PlannedFigure figure, StoredSeries series, Projection projection) {
        this.figure = figure;
        this.series = series;
        this.projection = projection;
    }

    /**
     * @param today on which day something is past
     * @param then what was measured until the end of a day, in the series' unit
     */
    ComparedFigure at(LocalDate today, Function<LocalDate, Optional<Measured>> then) {
        List<Year> years = new ArrayList<>();
        for (PlannedValue value : figure.planned()) {
            years.add(isOfAnotherKind() ? otherUnit(value) : beside(value, today, then));
        }
        return new ComparedFigure(
                figure.name(),
                figure.metric(),
                series == null ? null : series.metric(),
                figure.unit(),
                figure.current(),
                newest().orElse(null),
                figure.growthFactor(),
                figure.at(),
                years);
    }

    private Year beside(PlannedValue value, LocalDate today, Function<LocalDate, Optional<Measured>> then) {
        return value.by().isBefore(today) ? past(value, then.apply(value.by())) : future(value);
    }

    private boolean isOfAnotherKind() {
        return series != null && Units.convert(1, series.unit(), figure.unit()).isEmpty();
    }

    private Year otherUnit(PlannedValue value) {
        var text = ComparisonSentences.otherUnit(figure, value, series);
        return new Year(value.by(), value.value(), value.at().line(), null, null, text);
    }

    private Optional<Measured> newest() {
        return Optional.ofNullable(projection)
                .map(found -> new Measured(found.current().at(), found.current().value()))
                .flatMap(this::inUnit);
    }

    private Year past(PlannedValue value, Optional<Measured> then) {
        Measured measured = then.flatMap(this::inUnit).orElse(null);
        var text = measured == null
                ? ComparisonSentences.notMeasured(figure, value, series)
                : ComparisonSentences.measured(figure, value, measured.value());
        return new Year(value.by(), value.value(), value.at().line(), measured, null, text);
    }

    private Year future(PlannedValue value) {
        if (projection == null) {
            var text = ComparisonSentences.noForecast(figure, value, series);
            return new Year(value.by(), value.value(), value.at().line(), null, null, text);
        }
        Instant end = endOf(value.by(), series == null ? ZoneId.of("UTC") : series.zone());
        Trend trend = projection
                .at(end)
                .flatMap(found -> trend(found.expected(), found.lower80(), found.upper80(), found.approximate()))
                .orElse(null);
        var text = trend == null
                ? ComparisonSentences.beyondReach(
                        figure,
                        value,
                        LocalDate.ofInstant(projection.reach(), series == null ? ZoneId.of("UTC") : series.zone()))
                : ComparisonSentences.forecast(figure, value, trend);
        return new Year(value.by(), value.value(), value.at().line(), null, trend, text);
    }

    static Instant endOf(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    private Optional<Measured> inUnit(Measured measured) {
        OptionalDouble value = converted(measured.value());
        return value.isPresent() ? Optional.of(new Measured(measured.at(), value.getAsDouble())) : Optional.empty();
    }

    private Optional<Trend> trend(double expected, double lower, double upper, boolean approximate) {
        OptionalDouble value = converted(expected);
        return value.isPresent()
                ? Optional.of(new Trend(
                        value.getAsDouble(),
                        converted(lower).getAsDouble(),
                        converted(upper).getAsDouble(),
                        approximate))
                : Optional.empty();
    }

    private OptionalDouble converted(double value) {
        String unit = series == null ? projection.unit() : series.unit();
        return Units.convert(value, unit, figure.unit());
    }
}
