package io.belastbar.capacity.projection.making;

import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.projection.ChosenMethod;
import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.ProjectedLimit.Status;
import io.belastbar.capacity.projection.ProjectedValue;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.ProjectionRemark;
import io.belastbar.forecasting.Outlook;
import io.belastbar.forecasting.Outlook.Interval;
import io.belastbar.forecasting.limit.LimitDate;
import io.belastbar.forecasting.selection.Choice;
import io.belastbar.forecasting.selection.Score;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What of an outlook is kept and shown. */
final class ProjectionOfOutlook {
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<Integer> DAYS_FIRST = List.of(1, 7, 14, 30, 60, 90);
    private static final int DAYS_BETWEEN = 30;
    private static final Comparator<ProjectedLimit> SOONEST = Comparator.comparing(
                    ProjectedLimit::when, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(limit -> limit.limit().value());

    private final Outlook outlook;
    private final boolean lowerIsWorse;

    private ProjectionOfOutlook(Outlook outlook, boolean lowerIsWorse) {
        this.outlook = outlook;
        this.lowerIsWorse = lowerIsWorse;
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
        ProjectionOfOutlook made = new ProjectionOfOutlook(outlook, lowerIsWorse);
        List<ProjectionRemark> remarks = new ArrayList<>(
                outlook.remarks().stream().map(RemarkOfOutlook::of).toList());
        remarks.addAll(known);
        return new Projection(
                stored.system(),
                stored.metric(),
                stored.unit(),
                now,
                measured.values().start(),
                outlook.at(outlook.expected().length),
                measured.current(),
                method(outlook.choice(), kept.chosenAt()),
                outlook.slopePerDay(),
                outlook.trend().direction(lowerIsWorse),
                limits.stream().map(made::limit).sorted(SOONEST).toList(),
                made.values(),
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
                new ProjectedLimit(limit, Status.REACHED, reached.since(), null, null, null);
            case LimitDate.Expected expected ->
                new ProjectedLimit(limit, Status.EXPECTED, null, expected.p10(), expected.p50(), expected.p90());
            case LimitDate.NotWithin never -> new ProjectedLimit(limit, Status.NOT_WITHIN, null, null, null, null);
        };
    }

    private List<ProjectedValue> values() {
        List<ProjectedValue> values = new ArrayList<>();
        double stepsPerDay = (double) DAY.toMillis() / outlook.step().toMillis();
        for (int days : days()) {
            int last = (int) Math.floor(days * stepsPerDay + 1e-9);
            if (last > outlook.expected().length) {
                break;
            }
            if (last >= 1) {
                int first = Math.max(1, last - (int) Math.max(1, stepsPerDay) + 1);
                ProjectedValue value = value(worst(first, last), last);
                if (values.isEmpty() || value.at().isAfter(values.getLast().at())) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    private List<Integer> days() {
        int count =
                (int) (outlook.step().multipliedBy(outlook.expected().length).toDays() / DAYS_BETWEEN);
        List<Integer> days = new ArrayList<>(DAYS_FIRST);
        IntStream.rangeClosed(DAYS_FIRST.getLast() / DAYS_BETWEEN + 1, count)
                .forEach(month -> days.add(month * DAYS_BETWEEN));
        return days;
    }

    /** The step of a day in which it comes nearest to where it is worse. */
    private int worst(int first, int last) {
        double[] expected = outlook.expected();
        int worst = first;
        for (int step = first + 1; step <= last; step++) {
            double before = expected[worst - 1];
            double value = expected[step - 1];
            worst = (lowerIsWorse ? value < before : value > before) ? step : worst;
        }
        return worst;
    }

    private ProjectedValue value(int step, int end) {
        Interval narrow = outlook.errors().interval(step, 0.8);
        Interval wide = outlook.errors().interval(step, 0.95);
        return new ProjectedValue(
                outlook.at(end),
                outlook.expected()[step - 1],
                narrow.lower(),
                narrow.upper(),
                wide.lower(),
                wide.upper(),
                wide.approximate());
    }
}
