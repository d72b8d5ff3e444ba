package io.belastbar.capacity.projection.making.day;

import io.belastbar.capacity.projection.DayValues;
import io.belastbar.forecasting.Outlook;
import io.belastbar.forecasting.Outlook.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The days of an outlook. A day that has begun before the forecast does is left out, since its worst may have been measured; one that ends
 * after the forecast does has the worst of the forecast's last 24 hours.
 */
public final class DaysOfOutlook {
    private static final MathContext KEPT = new MathContext(6, RoundingMode.HALF_EVEN);
    private static final Duration DAY = Duration.ofDays(1);

    private final Outlook outlook;
    private final StepCalendar calendar;
    private final boolean lowerIsWorse;
    private final long last;
    /** The step ahead, from 1, that stands for each day. */
    private final List<Integer> steps = new ArrayList<>();

    private DaysOfOutlook(Outlook outlook, StepCalendar calendar, boolean lowerIsWorse) {
        this.outlook = outlook;
        this.calendar = calendar;
        this.lowerIsWorse = lowerIsWorse;
        this.last = calendar.index(outlook.madeFrom());
    }

    /**
     * Null of one that reaches no day.
     *
     * @param calendar of the series that was carried on
     */
    public static DayValues of(Outlook outlook, StepCalendar calendar, boolean lowerIsWorse) {
        return outlook.expected().length == 0 ? null : new DaysOfOutlook(outlook, calendar, lowerIsWorse).days();
    }

    /** When the step that many ahead begins. */
    private Instant at(int ahead) {
        return calendar.at(last + ahead);
    }

    private LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, calendar.zone());
    }

    private DayValues days() {
        double[] expected = outlook.expected();
        LocalDate first = day(at(1));
        if (first.atStartOfDay(calendar.zone()).toInstant().isBefore(at(1))) {
            first = first.plusDays(1);
        }
        int step = 1;
        LocalDate end = day(at(expected.length + 1).minusNanos(1));
        for (LocalDate day = first; !day.isAfter(end); day = day.plusDays(1)) {
            Instant begin = day.atStartOfDay(calendar.zone()).toInstant();
            while (!at(step + 1).isAfter(begin)) {
                step++;
            }
            steps.add(worst(expected, step, day));
        }
        return steps.isEmpty() ? null : values(first, expected);
    }

    /** The step of a day in which it comes nearest to where it is worse. */
    private int worst(double[] expected, int from, LocalDate day) {
        Instant end = day.plusDays(1).atStartOfDay(calendar.zone()).toInstant();
        int first = end.isAfter(at(expected.length + 1)) ? lastDay(expected.length) : from;
        int worst = first;
        for (int step = first + 1; step <= expected.length && at(step).isBefore(end); step++) {
            double before = expected[worst - 1];
            double value = expected[step - 1];
            worst = (lowerIsWorse ? value < before : value > before) ? step : worst;
        }
        return worst;
    }

    private int lastDay(int length) {
        return Math.max(1, length + 1 - (int) Math.max(1, DAY.dividedBy(outlook.step())));
    }

    private DayValues values(LocalDate first, double[] expected) {
        Interval[] narrow = intervals(0.8);
        Interval[] wide = intervals(0.95);
        return new DayValues(
                calendar.zone(),
                first,
                kept(i -> expected[steps.get(i) - 1]),
                kept(i -> narrow[i].lower()),
                kept(i -> narrow[i].upper()),
                kept(i -> wide[i].lower()),
                kept(i -> wide[i].upper()),
                wide[0].approximate());
    }

    private Interval[] intervals(double level) {
        return steps.stream()
                .map(step -> outlook.errors().interval(step, level))
                .toArray(Interval[]::new);
    }

    private double[] kept(IntToDoubleFunction value) {
        double[] kept = new double[steps.size()];
        Arrays.setAll(kept, i -> rounded(value.applyAsDouble(i)));
        return kept;
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).round(KEPT).doubleValue() : value;
    }
}
