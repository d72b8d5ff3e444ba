package io.belastbar.forecasting.limit;

import io.belastbar.forecasting.history.Days;
import java.util.OptionalInt;

/** Whether a series is at a limit now: its day is, by the worst value of the last one, whatever the hour at which it ends. */
public final class Beyond {

    /** A weekend without load, with a holiday, does not end it, */
    private static final int PAUSE_MAX = 3;

    private static final int WEEK = 7;

    /** if of the week before it so many days were. */
    private static final int BEFORE_MIN = 4;

    private Beyond() {}

    /**
     * The index of the first value at or beyond the limit of the days in a row that reach to the end; empty if the last day does not reach it.
     *
     * @param values a larger one is worse; NaN where nothing was measured, but not at the end
     * @param perDay how many values a day has; 1 for longer steps
     */
    public static OptionalInt since(double[] values, int perDay, double limit) {
        double[] days = Days.maxima(values, perDay);
        if (!(days[days.length - 1] >= limit)) {
            return OptionalInt.empty();
        }
        int first = days.length - 1;
        for (int day = first - 1; day >= 0; day--) {
            if (days[day] >= limit) {
                first = day;
            } else if (!Double.isNaN(days[day]) && !isPause(days, first, perDay, limit)) {
                break;
            }
        }
        int skipped = Math.max(0, values.length - days.length * perDay);
        int at = first == 0 ? 0 : skipped + first * perDay;
        while (!(values[at] >= limit)) {
            at++;
        }
        return OptionalInt.of(at);
    }

    /** Only of days: what is measured once in a longer step has no weekend. */
    private static boolean isPause(double[] days, int next, int perDay, double limit) {
        int last = next - 1;
        while (last >= 0 && !(days[last] >= limit)) {
            last--;
        }
        if (perDay == 1 || next - 1 - last > PAUSE_MAX) {
            return false;
        }
        int count = 0;
        for (int day = Math.max(0, last - WEEK + 1); day <= last; day++) {
            count += days[day] >= limit ? 1 : 0;
        }
        return count >= BEFORE_MIN;
    }
}
