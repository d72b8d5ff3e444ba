package io.belastbar.forecasting.quality;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A disk that is made, so that it is known when it fills: 90 days of hours that were measured, and what follows them. It grows by 1 a day
 * unless it is emptied again.
 *
 * @param used by hour, the measured ones first
 * @param limit that it meets about 60 days after the last measured hour; above all peaks if it does not grow
 * @param filled hours after the last measured one; 0 if it does not
 */
public record SimulatedDisk(double[] used, double limit, int filled) {

    public static final int MEASURED = 90 * 24;

    private static final int FILLS_AFTER = 60 * 24;
    private static final int HOURS = MEASURED + 3 * FILLS_AFTER;
    private static final int DAY = 24;
    private static final int WEEK = 7 * DAY;
    private static final double START = 40;

    /** Ways in which a disk fills, or does not. */
    public enum Kind {
        /** By day more than by night, one day more than another. */
        STEADY,
        /** Half as fast again, and a third of what came is deleted every week. */
        CLEANED,
        /** All that came in a week is deleted: no net growth. */
        EMPTIED,
        /** Deleted after 4 to 10 days, each time all: no net growth. */
        EMPTIED_IRREGULARLY,
        /** Deleted to a half whenever four fifths are used: no net growth. */
        EMPTIED_WHEN_FULL,
        /** A line under noise of each hour by itself, and a day that is busier than the night. */
        LINE,
        /** A random walk with drift, an hour as likely as another. */
        WALK,
        /** A line under noise that follows itself (φ = 0.8 a day). */
        NOISY_LINE,
        /** Nightly jobs of very different sizes, nothing between. */
        NIGHTLY,
        /** Each day by a hundredth of what is there, under noise of a hundredth of it. */
        EXPONENTIAL,
        /** A line that ended 30 days before the last measured hour; the limit lies 8 above. */
        STOPPED,
        /** A line that began 30 days before the last measured hour. */
        BEGUN,
        /** No growth: noise that follows itself, and a day that is busier than the night. */
        LEVEL
    }

    public static SimulatedDisk of(Kind kind, long seed) {
        var random = new Random(seed * 1_000_003 + kind.ordinal());
        for (int i = 0; i < 20; i++) {
            random.nextGaussian();
        }
        double[] used =
                switch (kind) {
                    case STEADY -> grown(random, 1, 0, 0);
                    case CLEANED -> grown(random, 1.5, WEEK, 1 / 3.0);
                    case EMPTIED -> grown(random, 1, WEEK, 1);
                    case EMPTIED_IRREGULARLY -> grown(random, 1, -1, 1);
                    case EMPTIED_WHEN_FULL -> emptiedWhenFull(random);
                    case WALK -> walk(random);
                    case NOISY_LINE -> line(random, 1, 1.5, hour -> 0);
                    case LINE -> plain(random);
                    case NIGHTLY -> nightly(random);
                    case EXPONENTIAL -> shaped(random, 0.01, true, day -> START * Math.exp(0.01 * day));
                    case STOPPED -> shaped(random, 0.0125, false, day -> START + Math.min(day, 60));
                    case BEGUN -> shaped(random, 0.0125, false, day -> START + Math.max(0, day - 60));
                    case LEVEL -> line(random, 0, 1, hour -> 3 * Math.sin(2 * Math.PI * hour / DAY));
                };
        return limited(kind, used);
    }

    public boolean fills() {
        return filled > 0;
    }

    private static SimulatedDisk limited(Kind kind, double[] used) {
        double peak = peak(used, MEASURED - WEEK, MEASURED);
        switch (kind) {
            case EMPTIED, EMPTIED_IRREGULARLY, EMPTIED_WHEN_FULL, LEVEL -> {
                return new SimulatedDisk(used, 1.1 * peak(used, 0, used.length), 0);
            }
            case STOPPED -> {
                return new SimulatedDisk(used, peak + 8, 0);
            }
            case CLEANED -> {
                return met(used, peak + 60);
            }
            default -> {
                return met(used, used[MEASURED - 1] + 60);
            }
        }
    }

    private static SimulatedDisk met(double[] used, double limit) {
        for (int i = MEASURED; i < used.length; i++) {
            if (used[i] >= limit) {
                return new SimulatedDisk(used, limit, i - MEASURED + 1);
            }
        }
        throw new IllegalStateException("a disk that grows fills within 180 days");
    }

    private static double peak(double[] used, int from, int to) {
        double peak = used[from];
        for (int i = from; i < to; i++) {
            peak = Math.max(peak, used[i]);
        }
        return peak;
    }

    /**
     * @param every so many hours it is cleaned; 0 never, −1 after 4 to 10 days
     * @param share of what came since, give or take a tenth
     */
    private static double[] grown(Random random, double perDay, int every, double share) {
        double[] used = new double[HOURS];
        double stored = 0;
        double since = 0;
        int next = every < 0 ? gap(random) : every == 0 ? Integer.MAX_VALUE : random.nextInt(WEEK);
        double today = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            if (hour % DAY == 0) {
                today = perDay * Math.exp(0.2 * random.nextGaussian() - 0.02);
            }
            double added = today / DAY * (1 + 0.8 * Math.sin(2 * Math.PI * (hour % DAY - 9) / DAY));
            since += added;
            stored += added;
            if (hour == next) {
                double deleted = share == 1 ? since : since * share * (1 + 0.1 * random.nextGaussian());
                stored -= deleted;
                since = 0;
                next += every < 0 ? gap(random) : every;
            }
            used[hour] = START + stored + 0.05 * random.nextGaussian();
        }
        return used;
    }

    private static int gap(Random random) {
        return (4 + random.nextInt(7)) * DAY;
    }

    private static double[] emptiedWhenFull(Random random) {
        double[] used = new double[HOURS];
        double stored = 60 + 15 * random.nextDouble();
        for (int hour = 0; hour < HOURS; hour++) {
            stored += Math.max(0, (2 + random.nextGaussian()) / DAY);
            if (stored >= 80) {
                stored = 50;
            }
            used[hour] = stored + 0.05 * random.nextGaussian();
        }
        return used;
    }

    private static double[] walk(Random random) {
        double[] used = new double[HOURS];
        double stored = START;
        for (int hour = 0; hour < HOURS; hour++) {
            stored += (1 + 1.5 * random.nextGaussian()) / DAY;
            used[hour] = stored;
        }
        return used;
    }

    private static double[] line(Random random, double perDay, double deviation, DoubleUnaryOperator ofDay) {
        double[] used = new double[HOURS];
        double noise = random.nextGaussian();
        double memory = Math.pow(0.8, 1.0 / DAY);
        for (int hour = 0; hour < HOURS; hour++) {
            noise = memory * noise + Math.sqrt(1 - memory * memory) * random.nextGaussian();
            used[hour] = START + perDay * hour / DAY + deviation * noise + ofDay.applyAsDouble(hour);
        }
        return used;
    }

    private static double[] plain(Random random) {
        double[] used = new double[HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            used[hour] =
                    START + (double) hour / DAY + 2 * Math.sin(2 * Math.PI * hour / DAY) + 2 * random.nextGaussian();
        }
        return used;
    }

    /** Under noise of that share of what is there, or was there at first, the same for all hours of a day. */
    private static double[] shaped(Random random, double share, boolean grows, DoubleUnaryOperator ofDay) {
        double[] used = new double[HOURS];
        double noise = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            noise = hour % DAY == 0 ? share * random.nextGaussian() : noise;
            double value = ofDay.applyAsDouble((double) hour / DAY);
            used[hour] = value + noise * (grows ? value : START);
        }
        return used;
    }

    private static double[] nightly(Random random) {
        double[] used = new double[HOURS];
        double stored = START;
        for (int hour = 0; hour < HOURS; hour++) {
            if (hour % DAY == 3) {
                stored += -Math.log(1 - random.nextDouble()) * 0.3 + 0.7;
            }
            used[hour] = stored + 0.02 * random.nextGaussian();
        }
        return used;
    }
}
