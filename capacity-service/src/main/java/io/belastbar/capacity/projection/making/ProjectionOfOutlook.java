package io.belastbar.capacity.projection.making;

import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.projection.ChosenMethod;
import io.belastbar.capacity.projection.DayValues;
import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.ProjectedLimit.Status;
import io.belastbar.capacity.projection.ProjectedValue;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.ProjectionRemark;
import io.belastbar.capacity.projection.making.day.DaysOfOutlook;
import io.belastbar.capacity.projection.making.day.StepCalendar;
import io.belastbar.forecasting.Outlook;
import io.belastbar.forecasting.limit.LimitDate;
import io.belastbar.forecasting.selection.Choice;
import io.belastbar.forecasting.selection.Score;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What of an outlook is kept and shown. */
final class ProjectionOfOutlook {
    private static final List<Integer> DAYS_FIRST = List.of(1, 7, 14, 30, 60, 90);
    private static final int DAYS_BETWEEN = 30;
    private static final Comparator<ProjectedLimit> SOONEST = Comparator.comparing(
                    ProjectedLimit::when, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(limit -> limit.limit().value());

    private final Outlook outlook;
    private final StepCalendar calendar;

    private ProjectionOfOutlook(Outlook outlook, StepCalendar calendar) {
        this.outlook = outlook;
        this.calendar = calendar;
    }

    /**
     * Puts it together.
     *
     * @param limits of the metric, in the series' unit
     * @param known what the history says beside what the outlook remarks
     */
    static Projection of(
            StoredSeries stored,
            MeasuredSeries measured,
            Outlook outlook,
            KeptChoice kept,
            List<MetricLimit> limits,
            List<ProjectionRemark> known,
            Instant now) {
        boolean lowerIsWorse = isLowerWorse(limits);
        StepCalendar calendar = StepCalendar.of(measured.values());
        ProjectionOfOutlook made = new ProjectionOfOutlook(outlook, calendar);
        DayValues days = DaysOfOutlook.of(outlook, calendar, lowerIsWorse);
        List<ProjectionRemark> remarks = new ArrayList<>(outlook.remarks().stream()
                .map(remark -> RemarkOfOutlook.of(remark, calendar))
                .toList());
        remarks.addAll(known);
        return new Projection(
                stored.system(),
                stored.metric(),
                stored.unit(),
                now,
                measured.values().start(),
                calendar.moment(outlook.at(outlook.expected().length)),
                measured.current(),
                method(outlook.choice(), kept.chosenAt()),
                outlook.slopePerDay(),
                outlook.trend().direction(lowerIsWorse),
                limits.stream().map(made::limit).sorted(SOONEST).toList(),
                chosen(days, now),
                days,
                remarks);
    }

    /** Less is worse of a metric whose limits all lie below. */
    static boolean isLowerWorse(List<MetricLimit> limits) {
        return !limits.isEmpty() && limits.stream().allMatch(MetricLimit::lowerIsWorse);
    }

    private static ChosenMethod method(Choice choice, Instant chosenAt) {
        Score own = choice.scores().stream()
                .filter(score -> score.method().equals(choice.method()))
                .findFirst()
                .orElse(null);
        return new ChosenMethod(
                choice.method(),
                choice.folds(),
                own == null ? 0 : own.foldsWon(),
                own == null ? null : finite(own.mase()),
                choice.naive() == null ? null : finite(choice.naive().mase()),
                chosenAt);
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? Double.valueOf(value) : null;
    }

    private ProjectedLimit limit(MetricLimit limit) {
        return switch (outlook.errors().reaches(limit.value(), limit.lowerIsWorse())) {
            case LimitDate.Reached reached ->
                new ProjectedLimit(limit, Status.REACHED, calendar.moment(reached.since()), null, null, null);
            case LimitDate.Expected expected ->
                new ProjectedLimit(
                        limit,
                        Status.EXPECTED,
                        null,
                        calendar.moment(expected.p10()),
                        calendar.moment(expected.p50()),
                        calendar.moment(expected.p90()));
            case LimitDate.NotWithin never -> new ProjectedLimit(limit, Status.NOT_WITHIN, null, null, null, null);
        };
    }

    /** Counted from the day on which it is made, whenever the last value was measured. */
    private static List<ProjectedValue> chosen(DayValues days, Instant now) {
        if (days == null) {
            return List.of();
        }
        LocalDate today = LocalDate.ofInstant(now, days.zone());
        int last = (int) ChronoUnit.DAYS.between(today, days.day(days.expected().length - 1));
        IntStream months = IntStream.rangeClosed(DAYS_FIRST.getLast() / DAYS_BETWEEN + 1, last / DAYS_BETWEEN)
                .map(month -> month * DAYS_BETWEEN);
        return IntStream.concat(DAYS_FIRST.stream().mapToInt(count -> count), months)
                .mapToObj(count -> days.on(today.plusDays(count)))
                .flatMap(Optional::stream)
                .toList();
    }
}
