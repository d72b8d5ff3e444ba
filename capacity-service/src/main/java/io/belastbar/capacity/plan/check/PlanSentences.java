package io.belastbar.capacity.plan.check;

import io.belastbar.capacity.plan.Assumption;
import io.belastbar.capacity.plan.Place;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.PlannedFigure.PlannedValue;
import io.belastbar.capacity.plan.PlannedLimit;
import io.belastbar.capacity.plan.check.PlanWarning.Kind;
import io.belastbar.capacity.plan.words.PlanWords;
import java.util.function.Function;

/** The sentences of warnings. */
final class PlanSentences {
    private PlanSentences() {}

    /** @param value its day is null of what is now */
    static PlanWarning productDiffers(
            PlannedFigure total, PlannedValue value, PlannedFigure count, Assumption each, double product) {
        return warning(Kind.PRODUCT_DIFFERS, value.at(), plan -> {
            double many = product / each.value();
            String amount = plan.amount(value.value(), total.unit());
            String needed = plan.amount(product, total.unit());
            String one = plan.amount(each.value(), each.unit());
            return value.by() == null
                    ? plan.words().text("planProductNow", total.name(), amount, count(count), count.name(), one, needed)
                    : plan.words()
                            .text(
                                    "planProductThen",
                                    total.name(),
                                    amount,
                                    plan.day(value.by()),
                                    many(count, value, many),
                                    count.name(),
                                    one,
                                    needed);
        });
    }

    private static Double count(PlannedFigure count) {
        return count.current();
    }

    private static Double many(PlannedFigure count, PlannedValue at, double otherwise) {
        return count.planned().stream()
                .filter(value -> value.by().equals(at.by()))
                .map(PlannedValue::value)
                .findFirst()
                .orElse(otherwise);
    }

    static PlanWarning fasterThanFactor(PlannedFigure figure, PlannedValue before, PlannedValue after, double yearly) {
        return warning(Kind.FASTER_THAN_FACTOR, after.at(), plan -> plan.words()
                .text(
                        "planFaster",
                        figure.name(),
                        plan.amount(before.value(), figure.unit()),
                        plan.amount(after.value(), figure.unit()),
                        plan.day(after.by()),
                        plan.number(yearly * 100),
                        figure.growthFactor(),
                        plan.number((figure.growthFactor() - 1) * 100)));
    }

    static PlanWarning falls(PlannedFigure figure, double before, PlannedValue value) {
        return warning(Kind.FALLS, value.at(), plan -> plan.words()
                .text(
                        "planFalls",
                        figure.name(),
                        plan.amount(value.value(), figure.unit()),
                        plan.day(value.by()),
                        plan.amount(before, figure.unit())));
    }

    static PlanWarning currentBeyondAlarm(PlannedFigure figure, PlannedLimit limit) {
        return warning(Kind.BEYOND_ALARM, limit.at(), plan -> plan.words()
                .text(
                        "planNowBeyondAlarm",
                        figure.metric(),
                        plan.amount(figure.current(), figure.unit()),
                        plan.amount(limit.value(), limit.unit())));
    }

    static PlanWarning plannedBeyondAlarm(PlannedFigure figure, PlannedValue value, PlannedLimit limit) {
        return warning(Kind.BEYOND_ALARM, value.at(), plan -> plan.words()
                .text(
                        "planBeyondAlarm",
                        figure.metric(),
                        plan.amount(value.value(), figure.unit()),
                        plan.day(value.by()),
                        plan.amount(limit.value(), limit.unit())));
    }

    static PlanWarning alarmBeyondMaximum(PlannedLimit limit, PlannedLimit other) {
        return warning(Kind.ALARM_BEYOND_MAXIMUM, limit.at(), plan -> plan.words()
                .text(
                        "planAlarmBeyondMaximum",
                        limit.metric(),
                        plan.amount(limit.value(), limit.unit()),
                        plan.amount(other.maximum(), other.unit()),
                        plan.place(other.at())));
    }

    static PlanWarning saidTwice(PlannedFigure one, PlannedFigure other) {
        return warning(Kind.SAID_TWICE, other.at(), plan -> plan.words()
                .text(
                        "planSaidTwice",
                        other.metric(),
                        plan.amount(other.current(), other.unit()),
                        plan.amount(one.current(), one.unit()),
                        plan.place(one.at())));
    }

    static PlanWarning saidTwice(PlannedFigure one, PlannedValue earlier, PlannedFigure other, PlannedValue value) {
        return warning(Kind.SAID_TWICE, value.at(), plan -> plan.words()
                .text(
                        "planSaidTwiceThen",
                        other.metric(),
                        plan.amount(value.value(), other.unit()),
                        plan.day(value.by()),
                        plan.amount(earlier.value(), one.unit()),
                        plan.place(earlier.at())));
    }

    static PlanWarning alarmTwice(PlannedLimit one, PlannedLimit other) {
        return warning(Kind.SAID_TWICE, other.at(), plan -> plan.words()
                .text(
                        other.warning() ? "planWarningTwice" : "planAlarmTwice",
                        other.metric(),
                        plan.amount(other.value(), other.unit()),
                        plan.amount(one.value(), one.unit()),
                        plan.place(one.at())));
    }

    static PlanWarning unitMissing(PlannedFigure figure, String unit) {
        return warning(
                Kind.UNIT_MISSING, figure.at(), plan -> plan.words().text("planUnitMissing", figure.name(), unit));
    }

    static PlanWarning tenantsUnknown(String group, Place at) {
        return warning(Kind.TENANTS_UNKNOWN, at, plan -> plan.words().text("planTenantsUnknown", group));
    }

    private static PlanWarning warning(Kind kind, Place at, Function<PlanWords, String> text) {
        return new PlanWarning(kind, at, PlanWords.sentence(text));
    }
}
