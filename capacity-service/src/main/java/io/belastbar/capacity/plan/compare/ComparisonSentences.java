package io.belastbar.capacity.plan.compare;

import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.PlannedFigure.PlannedValue;
import io.belastbar.capacity.plan.PlannedLimit;
import io.belastbar.capacity.plan.compare.ComparedFigure.Trend;
import io.belastbar.capacity.plan.words.PlanWords;
import io.belastbar.report.Sentence;
import java.time.LocalDate;

/** A planned value beside what was measured or is forecast, in one sentence. */
final class ComparisonSentences {
    private ComparisonSentences() {}

    static Sentence measured(PlannedFigure figure, PlannedValue value, double measured) {
        return PlanWords.sentence(plan -> plan.words()
                .text(
                        "planMeasured",
                        figure.name(),
                        plan.day(value.by()),
                        plan.amount(value.value(), figure.unit()),
                        plan.amount(measured, figure.unit())));
    }

    static Sentence notMeasured(PlannedFigure figure, PlannedValue value, StoredSeries series) {
        return PlanWords.sentence(plan -> plan.words()
                .text(
                        series == null ? "planNoSeriesPast" : "planNotMeasured",
                        figure.name(),
                        plan.day(value.by()),
                        plan.amount(value.value(), figure.unit()),
                        figure.metric()));
    }

    static Sentence forecast(PlannedFigure figure, PlannedValue value, Trend trend) {
        return PlanWords.sentence(plan -> plan.words()
                .text(
                        trend.approximate() ? "planForecastApproximate" : "planForecast",
                        figure.name(),
                        plan.day(value.by()),
                        plan.amount(value.value(), figure.unit()),
                        plan.amount(trend.expected(), figure.unit()),
                        plan.number(trend.lower()),
                        plan.number(trend.upper())));
    }

    static Sentence noForecast(PlannedFigure figure, PlannedValue value, StoredSeries series) {
        return PlanWords.sentence(plan -> plan.words()
                .text(
                        series == null ? "planNoSeries" : "planNoForecast",
                        figure.name(),
                        plan.day(value.by()),
                        plan.amount(value.value(), figure.unit()),
                        figure.metric()));
    }

    static Sentence beyondReach(PlannedFigure figure, PlannedValue value, LocalDate reach) {
        return PlanWords.sentence(plan -> plan.words()
                .text(
                        "planBeyondReach",
                        figure.name(),
                        plan.day(value.by()),
                        plan.amount(value.value(), figure.unit()),
                        plan.day(reach)));
    }

    static Sentence otherUnit(PlannedFigure figure, PlannedValue value, StoredSeries series) {
        return PlanWords.sentence(plan -> plan.words()
                .text(
                        "planOtherUnit",
                        figure.name(),
                        plan.day(value.by()),
                        plan.amount(value.value(), figure.unit()),
                        series.metric(),
                        series.unit()));
    }

    static Sentence otherUnit(PlannedLimit limit, StoredSeries series) {
        return PlanWords.sentence(plan -> plan.words()
                .text(
                        "planLimitOtherUnit",
                        limit.metric(),
                        plan.amount(limit.value(), limit.unit()),
                        series.metric(),
                        series.unit()));
    }
}
