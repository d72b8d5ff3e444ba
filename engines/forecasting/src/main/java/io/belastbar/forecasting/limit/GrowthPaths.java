package io.belastbar.forecasting.limit;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whole paths that a level may take, drawn from {@link GrowthModel}s of all shapes of noise, each as often as it is likely after what was seen. So a
 * date knows how uncertain the slope is, and how uncertain it is whether the level wanders. Deterministic: the seed is fixed.
 */
public final class GrowthPaths {

    private static final int PATHS = 400;
    private static final long SEED = 15;

    private static final int DAYS_TELL = 7;

    /** So likely is a start anew that is told. */
    private static final double CERTAIN = 0.95;

    private final double[] values;
    private final List<GrowthShapes.Candidate> shapes;

    /** @param values without what comes back each week, oldest first; NaN where there is none, but not at both ends */
    public GrowthPaths(double[] values) {
        this(values, DAYS_TELL);
    }

    /** @param afterMin so many values tell of a drift that started anew: of a saw more than two teeth */
    public GrowthPaths(double[] values, int afterMin) {
        this.values = values;
        this.shapes = GrowthShapes.of(values, afterMin);
    }

    /** A value, as it is now; of each model as often as it is likely. */
    public double slope() {
        return shapes.stream()
                        .mapToDouble(shape -> shape.weight() * shape.slope())
                        .sum()
                / sum();
    }

    /** The index of the value at which the drift that is there now started, if it is certain that one did; else 0. */
    public int since() {
        double[] at = new double[values.length];
        for (var shape : shapes) {
            at[Math.max(0, shape.model().shape().anew())] += shape.weight();
        }
        int since = 1;
        for (int i = 1; i < at.length; i++) {
            since = at[i] > at[since] ? i : since;
        }
        return at[0] < (1 - CERTAIN) * sum() ? since : 0;
    }

    /** By path and by value ahead. */
    public double[][] drawn(int ahead) {
        var random = new SplittableRandom(SEED);
        double all = sum();
        double[][] paths = new double[PATHS][];
        int model = 0;
        double below = shapes.getFirst().weight();
        for (int k = 0; k < PATHS; k++) {
            double at = (k + 0.5) / PATHS * all;
            while (below < at && model < shapes.size() - 1) {
                below += shapes.get(++model).weight();
            }
            paths[k] = path(shapes.get(model), ahead, random);
        }
        return paths;
    }

    private double sum() {
        return shapes.stream().mapToDouble(GrowthShapes.Candidate::weight).sum();
    }

    private static double[] path(GrowthShapes.Candidate candidate, int ahead, SplittableRandom random) {
        var model = candidate.model();
        var shape = model.shape();
        double chance = random.nextDouble(1e-6, 1 - 1e-6);
        double deviation = Math.sqrt(model.variance()
                * model.freedom()
                / ChiSquaredDistribution.of(model.freedom()).inverseCumulativeProbability(chance));
        double[] state = candidate.drifts() ? drawn(model, deviation, random) : withoutDrift(model, deviation, random);
        double wander = Math.sqrt(shape.wander()) * deviation;
        double turn = Math.sqrt(shape.turn()) * deviation;
        double noise = Math.sqrt((1 - shape.wander()) * (1 - shape.memory() * shape.memory())) * deviation;
        double[] path = new double[ahead];
        for (int h = 0; h < ahead; h++) {
            state[0] += state[1] + (wander == 0 ? 0 : wander * random.nextGaussian());
            state[1] += turn == 0 ? 0 : turn * random.nextGaussian();
            state[2] = shape.memory() * state[2] + (noise == 0 ? 0 : noise * random.nextGaussian());
            path[h] = candidate.unit().back(state[0] + state[2]);
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
}
