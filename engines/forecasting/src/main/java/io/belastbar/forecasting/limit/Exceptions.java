package io.belastbar.forecasting.limit;

import io.belastbar.change.rank.Location;
import java.util.Arrays;

/**
 * Changes from a day to the next that are so rare and so large that they say nothing of how it grows: a spike that went away, and a jump that stayed,
 * as when somebody cleans up once.
 *
 * @param spikes days that are left out
 * @param jumps by day: what it changed by then and never gave back
 */
record Exceptions(boolean[] spikes, double[] jumps) {

    /** In deviations of a usual change; Hampel's identifier with a wide margin. */
    private static final double DEVIATIONS_MIN = 10;

    private static final double NORMAL_MAD = 1.4826;

    /** More of them are no exception. */
    private static final double SHARE_MAX = 0.03;

    private static final int DAYS_MIN = 14;
    private static final int DAYS_AFTER = 3;

    static Exceptions of(double[] days) {
        int n = days.length;
        var none = new Exceptions(new boolean[n], new double[n]);
        double[] changes = new double[Math.max(0, n - 1)];
        Arrays.setAll(changes, i -> days[i + 1] - days[i]);
        double[] known = Arrays.stream(changes).filter(Double::isFinite).toArray();
        if (known.length < DAYS_MIN) {
            return none;
        }
        double middle = Location.median(known);
        double[] distances =
                Arrays.stream(known).map(change -> Math.abs(change - middle)).toArray();
        double most = DEVIATIONS_MIN * NORMAL_MAD * Location.median(distances);
        var found = new Exceptions(new boolean[n], new double[n]);
        int count = 0;
        for (int i = 0; i < changes.length; i++) {
            if (Math.abs(changes[i] - middle) > most) {
                count++;
                found.take(days, i, changes[i] - middle);
                i += found.spikes[i + 1] ? 1 : 0;
            }
        }
        return most > 0 && count <= Math.max(1, SHARE_MAX * n) ? found : none;
    }

    private void take(double[] days, int before, double change) {
        int to = Math.min(days.length, before + 2 + DAYS_AFTER);
        double[] after =
                Arrays.stream(days, before + 2, to).filter(Double::isFinite).toArray();
        if (after.length > 0 && Math.abs(Location.median(after) - days[before]) < Math.abs(change) / 2) {
            spikes[before + 1] = true;
        } else {
            jumps[before + 1] = change;
        }
    }

    /** As if it had always been at the level of now; NaN in place of a spike. */
    double[] removedFrom(double[] days) {
        double[] even = new double[days.length];
        double later = 0;
        for (int i = days.length - 1; i >= 0; i--) {
            even[i] = spikes[i] ? Double.NaN : days[i] + later;
            later += jumps[i];
        }
        return even;
    }
}
