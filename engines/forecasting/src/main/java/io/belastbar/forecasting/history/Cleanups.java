package io.belastbar.forecasting.history;

import io.belastbar.change.fit.Season;
import io.belastbar.change.rank.Location;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a quantity that grows bit by bit is emptied at once, again and again: a saw's teeth. Told from noise and from weekends, which rise as fast
 * as they fall.
 *
 * @param drops indices of the first values after one
 */
public record Cleanups(List<Integer> drops) {

    public static final Cleanups NONE = new Cleanups(List.of());

    private static final int TIMES_MIN = 3;

    /** A drop is larger than that many usual changes. */
    private static final double USUAL_CHANGES = 2;

    /** No rise between two drops is a larger share of a drop. */
    private static final double RISE_MAX = 0.6;

    /** So many of the falls are drops of a saw. */
    private static final double REGULAR_MIN = 0.75;

    /** A weekend rises once by much; a saw each day by about the same. */
    private static final double RISES_MAX = 1.5;

    /** A saw rises by at least that share of what it falls. */
    private static final double RISEN_MIN = 0.5;

    public Cleanups {
        drops = List.copyOf(drops);
    }

    /** @param days values of days, without gaps */
    public static Cleanups of(double[] days) {
        double[] changes = new double[Math.max(0, days.length - 1)];
        Arrays.setAll(changes, i -> days[i + 1] - days[i]);
        if (changes.length < 2 * TIMES_MIN || !rises(changes)) {
            return NONE;
        }
        var large = large(changes);
        return large.times() > 0 ? large : periodic(days);
    }

    /** What does little but fall is not filled, and so not emptied. */
    private static boolean rises(double[] changes) {
        double up = Arrays.stream(changes).filter(change -> change > 0).sum();
        double down = -Arrays.stream(changes).filter(change -> change < 0).sum();
        return up >= RISEN_MIN * down;
    }

    private static Cleanups large(double[] changes) {
        double usual = Location.median(Arrays.stream(changes).map(Math::abs).toArray());
        var falls = new ArrayList<Integer>();
        for (int i = 0; i < changes.length; i++) {
            if (changes[i] < 0 && -changes[i] > USUAL_CHANGES * usual) {
                falls.add(i);
            }
        }
        if (falls.size() < TIMES_MIN || falls.size() > changes.length / 2) {
            return NONE;
        }
        double drop =
                Location.median(falls.stream().mapToDouble(i -> -changes[i]).toArray());
        var drops = falls.stream().filter(i -> isDrop(changes, falls, i, drop)).toList();
        return drops.size() >= TIMES_MIN && drops.size() >= REGULAR_MIN * falls.size()
                ? new Cleanups(drops.stream().map(i -> i + 1).toList())
                : NONE;
    }

    /** Also small ones, if they come with a period that does nothing but rise and fall once. */
    private static Cleanups periodic(double[] days) {
        var season = Season.of(days);
        int period = season.period();
        if (period < TIMES_MIN) {
            return NONE;
        }
        double slope = Location.slope(List.of(season.removedFrom(days)));
        double[] changes = new double[period];
        Arrays.setAll(changes, phase -> season.offsets()[(phase + 1) % period] - season.offsets()[phase] + slope);
        int drop = 0;
        for (int phase = 1; phase < period; phase++) {
            drop = changes[phase] < changes[drop] ? phase : drop;
        }
        double fall = -changes[drop];
        changes[drop] = Double.NaN;
        double[] rises = Arrays.stream(changes).filter(Double::isFinite).toArray();
        double usual = Location.median(rises);
        boolean saw = fall > usual / 2
                && usual > 0
                && Arrays.stream(rises).allMatch(rise -> Math.abs(rise - usual) < RISES_MAX * usual);
        int at = drop;
        return saw
                ? new Cleanups(IntStream.range(1, days.length)
                        .filter(day -> (day - 1) % period == at)
                        .boxed()
                        .toList())
                : NONE;
    }

    /** Between this drop and the next it rises bit by bit. */
    private static boolean isDrop(double[] changes, List<Integer> falls, int at, double drop) {
        int to = falls.stream().filter(other -> other > at).findFirst().orElse(changes.length);
        double largest = 0;
        for (int i = at + 1; i < to; i++) {
            largest = Math.max(largest, changes[i]);
        }
        return to - at > 1 && largest <= RISE_MAX * Math.max(drop, -changes[at]);
    }

    public int times() {
        return drops.size();
    }

    /** Between two of them, usually; 0 without any. */
    public int period() {
        return drops.isEmpty() ? 0 : (int) Math.round(Location.median(gaps()));
    }

    /** Between two of them, at most. */
    public int longest() {
        return drops.isEmpty() ? 0 : (int) Arrays.stream(gaps()).max().orElse(0);
    }

    /** Whether all but one in ten come after the usual time, give or take one. */
    public boolean regular() {
        int period = period();
        long off = Arrays.stream(gaps()).filter(gap -> gap % period != 0).count();
        return off * 10 <= drops.size();
    }

    /** The peaks: the largest value of as many days as the longest tooth has. */
    public double[] peaks(double[] days) {
        double[] peaks = new double[days.length - longest() + 1];
        Arrays.setAll(peaks, i -> Arrays.stream(days, i, i + longest()).max().orElseThrow());
        return peaks;
    }

    private double[] gaps() {
        double[] gaps = new double[drops.size() - 1];
        Arrays.setAll(gaps, i -> drops.get(i + 1) - drops.get(i));
        return gaps;
    }
}
