package io.belastbar.capacity.projection.making;

import io.belastbar.capacity.projection.ProjectionRemark;
import io.belastbar.capacity.projection.making.day.StepCalendar;
import io.belastbar.forecasting.Remark;
import java.time.Duration;

/** A remark of the forecasting library, as it is kept. */
final class RemarkOfOutlook {
    private static final double MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();

    private RemarkOfOutlook() {}

    static ProjectionRemark of(Remark remark, StepCalendar calendar) {
        return switch (remark) {
            case Remark.LevelChanged it ->
                new ProjectionRemark.LevelChanged(calendar.moment(it.at()), it.before(), it.after());
            case Remark.CleanedUp it -> new ProjectionRemark.CleanedUp(hours(it.period()), it.times());
            case Remark.AtCap it -> new ProjectionRemark.AtCap(it.values(), it.cap());
            case Remark.Gaps it -> new ProjectionRemark.Gaps(it.missing(), hours(it.longest()));
            case Remark.Outliers it -> new ProjectionRemark.Outliers(it.values());
            case Remark.Constant it -> new ProjectionRemark.Constant(it.value());
            case Remark.TooShort it -> new ProjectionRemark.TooShort(it.values(), it.needed());
            case Remark.HorizonCut it -> new ProjectionRemark.HorizonCut(hours(it.asked()), hours(it.answered()));
            case Remark.Approximate it -> new ProjectionRemark.Approximate(it.errors());
            case Remark.ClockChanged it -> new ProjectionRemark.ClockChanged(it.at());
        };
    }

    private static double hours(Duration length) {
        return length.toMillis() / MILLIS_PER_HOUR;
    }
}
