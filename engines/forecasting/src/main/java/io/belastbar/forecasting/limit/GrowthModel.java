package io.belastbar.forecasting.limit;

/**
 * A level that drifts, under noise that may follow itself: y(t) = μ(t) + u(t), μ(t) = μ(t−1) + b + η(t), u(t) = φ·u(t−1) + ξ(t). Harvey,
 * "Forecasting, Structural Time Series Models and the Kalman Filter" (1989), sections 2.3 and 3.4. Of a random walk it takes the mean step for the
 * drift, of noise around a line the line's slope, and of what lies between the best of both.
 *
 * @param shape how the level moves
 * @param level μ at the last value
 * @param drift b, a value
 * @param noise u at the last value
 * @param covariance of level, drift and noise, in units of {@code variance}
 * @param variance of a day: of η and u together
 * @param freedom of the variance
 * @param likelihood logarithm, but for a constant, with the drift and the variance integrated out
 */
record GrowthModel(
        Shape shape,
        double level,
        double drift,
        double noise,
        double[][] covariance,
        double variance,
        int freedom,
        double likelihood) {

    private static final int LEVEL = 0;
    private static final int DRIFT = 1;
    private static final int NOISE = 2;

    /** Nothing is known of level and drift before the first value; in units of the values' variance. */
    private static final double DIFFUSE = 1e6;

    /** Two values tell level and drift, and nothing of the variance. */
    static final int VALUES_MIN = 3;

    /** A drift that starts anew changes by at most so much, up or down, in the scale of a usual day's change. */
    private static final double CHANGE_MAX = 2;

    /** Of each value's likelihood whose variance is integrated out; the same for all models but those that start anew. */
    private static final double CONSTANT = -0.5 * (Math.log(2 * Math.PI) + 1);

    /** @param values NaN where there is none; scaled so that a usual day's change is about 1 */
    static GrowthModel fitted(double[] values, Shape shape) {
        double[] state = {values[0], 0, 0};
        double[][] p = {{DIFFUSE, 0, 0}, {0, DIFFUSE, 0}, {0, 0, 1 - shape.wander()}};
        double squares = 0;
        double logs = 0;
        int seen = 0;
        int counted = 0;
        boolean unknown = false;
        for (int t = 0; t < values.length; t++) {
            if (t > 0) {
                advance(state, p, shape);
            }
            if (t == shape.anew() + 1 && t > 0) {
                startAnew(p);
                unknown = true;
            }
            if (Double.isNaN(values[t])) {
                continue;
            }
            double error = values[t] - state[LEVEL] - state[NOISE];
            double f = p[LEVEL][LEVEL] + 2 * p[LEVEL][NOISE] + p[NOISE][NOISE] + 1e-9;
            if (seen++ >= 2 && unknown) {
                logs += Math.log(f / DIFFUSE) + 2 * Math.log(2 * CHANGE_MAX);
            } else if (seen > 2) {
                squares += error * error / f;
                logs += Math.log(f);
                counted++;
            }
            unknown = false;
            update(state, p, error, f);
        }
        int freedom = Math.max(1, counted);
        double variance = Math.max(1e-12, squares / freedom);
        double likelihood = -0.5 * logs - 0.5 * freedom * Math.log(variance) + freedom * CONSTANT;
        return new GrowthModel(shape, state[LEVEL], state[DRIFT], state[NOISE], p, variance, freedom, likelihood);
    }

    /** From this step on: what the level already took of it is part of it. */
    private static void startAnew(double[][] p) {
        p[DRIFT][DRIFT] += DIFFUSE;
        p[LEVEL][DRIFT] += DIFFUSE;
        p[DRIFT][LEVEL] += DIFFUSE;
        p[LEVEL][LEVEL] += DIFFUSE;
    }

    /**
     * Logarithm of how likely the values are if there is no drift at all, beside one that may be anything from −1 to 1 of the scale. So a drift
     * that is hardly there is none.
     */
    double logOddsOfNone() {
        double deviation = Math.sqrt(covariance[DRIFT][DRIFT] * variance);
        double z = drift / deviation;
        return -Math.log(Math.sqrt(2 * Math.PI) * deviation / 2) - 0.5 * (freedom + 1) * Math.log1p(z * z / freedom);
    }

    private static void advance(double[] state, double[][] p, Shape shape) {
        double memory = shape.memory();
        state[LEVEL] += state[DRIFT];
        state[NOISE] *= memory;
        for (int j = 0; j < 3; j++) {
            p[LEVEL][j] += p[DRIFT][j];
            p[NOISE][j] *= memory;
        }
        for (int i = 0; i < 3; i++) {
            p[i][LEVEL] += p[i][DRIFT];
            p[i][NOISE] *= memory;
        }
        p[LEVEL][LEVEL] += shape.wander();
        p[DRIFT][DRIFT] += shape.turn();
        p[NOISE][NOISE] += (1 - shape.wander()) * (1 - memory * memory);
    }

    private static void update(double[] state, double[][] p, double error, double f) {
        double[] gain = new double[3];
        double[] row = new double[3];
        for (int i = 0; i < 3; i++) {
            gain[i] = (p[i][LEVEL] + p[i][NOISE]) / f;
            row[i] = p[LEVEL][i] + p[NOISE][i];
        }
        for (int i = 0; i < 3; i++) {
            state[i] += gain[i] * error;
            for (int j = 0; j < 3; j++) {
                p[i][j] -= gain[i] * row[j];
            }
        }
    }
}
