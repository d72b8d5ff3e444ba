package io.belastbar.forecasting.history;

import io.belastbar.change.fit.Season;
import io.belastbar.change.rank.Location;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where a quantity that grows bit by bit is emptied at once, again and again: a saw's teeth. Told from noise and from weekends, which rise as fast
 * as they fall.
 *
 * @param drops indices of the first values after one
 */
public record Cleanups(List<Integer> drops) {

    public static final Cleanups NONE = new Cleanups(List.of());

    private static final int TIMES_MIN = 3;

    /** A calendar month has so many days; two drops as far apart tell of a third. */
    private static final int MONTH_MIN = 28;

    private static final int MONTH_MAX = 31;

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
        double usual = USUAL_CHANGES
                * Location.median(Arrays.stream(changes).map(Math::abs).toArray());
        double half = -Arrays.stream(changes).min().orElse(0) / 2;
        var all = falls(changes, usual);
        var largest = falls(changes, Math.max(usual, half));
        return Stream.<Supplier<Cleanups>>of(
                        () -> large(changes, all),
                        // Under noise, what falls usually hides what falls once a month.
                        () -> large(changes, largest),
                        () -> monthly(days, changes, largest),
                        () -> periodic(days))
                .map(Supplier::get)
                .filter(found -> found.times() > 0)
                .findFirst()
                .orElse(NONE);
    }

    private static List<Integer> falls(double[] changes, double least) {
        return IntStream.range(0, changes.length)
                .filter(i -> changes[i] < 0 && -changes[i] > least)
                .boxed()
                .toList();
    }

    /** What does little but fall is not filled, and so not emptied. */
    private static boolean rises(double[] changes) {
        double up = Arrays.stream(changes).filter(change -> change > 0).sum();
        double down = -Arrays.stream(changes).filter(change -> change < 0).sum();
        return up >= RISEN_MIN * down;
    }

    private static Cleanups large(double[] changes, List<Integer> falls) {
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

    /**
     * Two, a month apart, of which the second took back what had come since the first: a quarter of a year of days shows no more of what
     * is emptied on a day of each month. There is no third where one would have been.
     */
    private static Cleanups monthly(double[] days, double[] changes, List<Integer> falls) {
        if (falls.size() != TIMES_MIN - 1) {
            return NONE;
        }
        int first = falls.getFirst();
        int second = falls.getLast();
        double drop = -changes[second];
        boolean isWhole = drop > (days[second] - days[first + 1]) / 2;
        boolean isAlone = first < MONTH_MAX && changes.length - second <= MONTH_MAX;
        return isMonth(second - first)
                        && isWhole
                        && isAlone
                        && falls.stream().allMatch(at -> isDrop(changes, falls, at, drop))
                ? new Cleanups(List.of(first + 1, second + 1))
                : NONE;
    }

    private static boolean isMonth(double days) {
        return days >= MONTH_MIN && days <= MONTH_MAX;
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

    /** Between this drop and the next it rises bit by bit; after one on the last day nothing is known yet. */
    private static boolean isDrop(double[] changes, List<Integer> falls, int at, double drop) {
        int to = falls.stream().filter(other -> other > at).findFirst().orElse(changes.length);
        double largest = 0;
        for (int i = at + 1; i < to; i++) {
            largest = Math.max(largest, changes[i]);
        }
        boolean isNewest = at == changes.length - 1;
        return (isNewest || to - at > 1) && largest <= RISE_MAX * Math.max(drop, -changes[at]);
    }

    public int times() {
        return drops.size();
    }

    /** Between two of them, usually; 0 without any. */
    public int period() {
        return drops.isEmpty() ? 0 : (int) Math.round(Location.median(gaps()));
    }

    /** Between two of them, at most: of months the longest, though those that were seen may be shorter. */
    public int longest() {
        int seen = drops.isEmpty() ? 0 : (int) Arrays.stream(gaps()).max().orElse(0);
        return times() > 0 && Arrays.stream(gaps()).allMatch(Cleanups::isMonth) ? Math.max(seen, MONTH_MAX) : seen;
    }

    /** Whether all but one in ten come after the usual time, give or take one. */
    public boolean regular() {
        int period = period();
        long off = Arrays.stream(gaps()).filter(gap -> gap % period != 0).count();
        return times() >= TIMES_MIN && off * 10 <= drops.size();
    }

    /** The peaks: the largest value of as many days as the longest tooth has. */
    public double[] peaks(double[] days) {
        int tooth = Math.min(longest(), days.length);
        double[] peaks = new double[days.length - tooth + 1];
        Arrays.setAll(peaks, i -> Arrays.stream(days, i, i + tooth).max().orElseThrow());
        return peaks;
    }

    private double[] gaps() {
        double[] gaps = new double[Math.max(0, drops.size() - 1)];
        Arrays.setAll(gaps, i -> drops.get(i + 1) - drops.get(i));
        return gaps;
    }
}
