package io.belastbar.forecasting.limit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whole paths that a level may take, drawn from {@link GrowthModel}s of all shapes of noise, each as often as it is likely after what was seen. So a
 * date knows how uncertain the slope is, and how uncertain it is whether the level wanders. Deterministic: the seed is fixed.
 */
public final class GrowthPaths {

    private static final double[] WANDERS = {0, 0.002, 0.01, 0.03, 0.1, 0.25, 0.5, 0.8, 1};

    /** Only beside a level that does not wander: both together cannot be told apart in a quarter of a year. */
    private static final double[] MEMORIES = {0, 0.4, 0.7, 0.85};

    private static final int PATHS = 400;
    private static final long SEED = 15;

    private final double scale;
    private final List<GrowthModel> models = new ArrayList<>();
    private final List<Boolean> drifting = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();

    /** @param values without what comes back each week, oldest first; NaN where there is none, but not at both ends */
    public GrowthPaths(double[] values) {
        this.scale = scale(values);
        double[] scaled = Arrays.stream(values).map(value -> value / scale).toArray();
        for (double wander : WANDERS) {
            for (double memory : MEMORIES) {
                if (memory == 0 || wander == 0) {
                    add(GrowthModel.fitted(scaled, wander, memory), Math.log(prior(wander)));
                }
            }
        }
        double best = weights.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        weights.replaceAll(log -> Math.exp(log - best));
    }

    private static final double W0 = Double.parseDouble(System.getProperty("w0", "0.1"));
    private static final double WM = Double.parseDouble(System.getProperty("wm", "0.043"));

    /** Sums, as used space, wander whole; what is used and given back lies around a line; the rest is for what lies between. */
    private static double prior(double wander) {
        if (wander == 1) {
            return 0.4;
        }
        return wander == 0 ? 0.3 / MEMORIES.length : 0.3 / (WANDERS.length - 2);
    }

    private void add(GrowthModel model, double prior) {
        models.add(model);
        drifting.add(true);
        weights.add(prior + model.likelihood());
        models.add(model);
        drifting.add(false);
        weights.add(prior + model.likelihood() + model.logOddsOfNone());
    }

    /** By path and by value ahead. */
    public double[][] drawn(int ahead) {
        var random = new SplittableRandom(SEED);
        double all = weights.stream().mapToDouble(Double::doubleValue).sum();
        double[][] paths = new double[PATHS][];
        int model = 0;
        double below = weights.getFirst();
        for (int k = 0; k < PATHS; k++) {
            double at = (k + 0.5) / PATHS * all;
            while (below < at && model < models.size() - 1) {
                below += weights.get(++model);
            }
            paths[k] = path(models.get(model), drifting.get(model), ahead, random);
        }
        return paths;
    }

    private double[] path(GrowthModel model, boolean drifts, int ahead, SplittableRandom random) {
        double chance = random.nextDouble(1e-6, 1 - 1e-6);
        double deviation = Math.sqrt(model.variance()
                * model.freedom()
                / ChiSquaredDistribution.of(model.freedom()).inverseCumulativeProbability(chance));
        double[] state = drifts ? drawn(model, deviation, random) : withoutDrift(model, deviation, random);
        double wander = Math.sqrt(model.wander()) * deviation;
        double noise = Math.sqrt((1 - model.wander()) * (1 - model.memory() * model.memory())) * deviation;
        double[] path = new double[ahead];
        for (int h = 0; h < ahead; h++) {
            state[0] += state[1] + (wander == 0 ? 0 : wander * random.nextGaussian());
            state[2] = model.memory() * state[2] + (noise == 0 ? 0 : noise * random.nextGaussian());
            path[h] = scale * (state[0] + state[2]);
        }
        return path;
    }

    private static double[] drawn(GrowthModel model, double deviation, SplittableRandom random) {
        double[] mean = {model.drift(), model.level(), model.noise()};
        double[][] p = ordered(model.covariance());
        double[] normal = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        double[][] root = root(p);
        double[] state = new double[3];
        for (int i = 0; i < 3; i++) {
            state[i] = mean[i];
            for (int j = 0; j <= i; j++) {
                state[i] += deviation * root[i][j] * normal[j];
            }
        }
        return new double[] {state[1], state[0], state[2]};
    }

    /** What the state is if the drift is known to be 0. */
    private static double[] withoutDrift(GrowthModel model, double deviation, SplittableRandom random) {
        double[] state = drawn(model, deviation, random);
        double[][] p = model.covariance();
        double drift = state[1];
        state[0] -= p[0][1] / p[1][1] * drift;
        state[2] -= p[2][1] / p[1][1] * drift;
        state[1] = 0;
        return state;
    }

    /** The drift first, which is never without variance. */
    private static double[][] ordered(double[][] p) {
        int[] order = {1, 0, 2};
        double[][] ordered = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                ordered[i][j] = p[order[i]][order[j]];
            }
        }
        return ordered;
    }

    /** Cholesky's, with 0 where a variance is 0. */
    private static double[][] root(double[][] p) {
        double[][] root = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = p[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= root[i][k] * root[j][k];
                }
                root[i][j] = i == j ? Math.sqrt(Math.max(0, rest)) : root[j][j] < 1e-9 ? 0 : rest / root[j][j];
            }
        }
        return root;
    }

    /** The mean absolute change from a value to the next, so that the models' numbers are about 1. */
    private static double scale(double[] values) {
        double sum = 0;
        int count = 0;
        double before = Double.NaN;
        for (double value : values) {
            if (!Double.isNaN(value) && !Double.isNaN(before)) {
                sum += Math.abs(value - before);
                count++;
            }
            before = value;
        }
        return sum > 0 ? sum / count : 1;
    }
}
