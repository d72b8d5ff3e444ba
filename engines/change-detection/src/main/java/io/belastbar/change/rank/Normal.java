package io.belastbar.change.rank;

/** The standard normal distribution. */
public final class Normal {

    private static final double[] CENTRE_A = {
        3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
        45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727
    };
    private static final double[] CENTRE_B = {
        1,
        42.313330701600911252,
        687.18700749205790830,
        5394.1960214247511077,
        21213.794301586595867,
        39307.895800092710610,
        28729.085735721942674,
        5226.4952788528545610
    };
    private static final double[] MIDDLE_C = {
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, .241780725177450611770, .0227238449892691845833, 7.74545014278341407640e-4
    };
    private static final double[] MIDDLE_D = {
        1,
        2.05319162663775882187,
        1.67638483018380384940,
        .689767334985100004550,
        .148103976427480074590,
        .0151986665636164571966,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9
    };
    private static final double[] TAIL_E = {
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, .296560571828504891230,
        .0265321895265761230930, .00124266094738807843860, 2.71155556874348757815e-5, 2.01033439929228813265e-7
    };
    private static final double[] TAIL_F = {
        1,
        .599832206555887937690,
        .136929880922735805310,
        .0148753612908506148525,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15
    };

    private Normal() {}

    /**
     * The value below which a share lies. Wichura, Algorithm AS 241, Applied Statistics 37 (1988); about 16 digits.
     *
     * @param share between 0 and 1, both excluded
     */
    public static double quantile(double share) {
        double q = share - 0.5;
        if (Math.abs(q) <= 0.425) {
            double r = 0.180625 - q * q;
            return q * polynomial(CENTRE_A, r) / polynomial(CENTRE_B, r);
        }
        double r = Math.sqrt(-Math.log(q < 0 ? share : 1 - share));
        double size = r <= 5
                ? polynomial(MIDDLE_C, r - 1.6) / polynomial(MIDDLE_D, r - 1.6)
                : polynomial(TAIL_E, r - 5) / polynomial(TAIL_F, r - 5);
        return q < 0 ? -size : size;
    }

    /** The share beyond {@code z} on both sides. */
    public static double twoSidedTail(double z) {
        return Math.min(1, 2 * upperTail(Math.abs(z)));
    }

    /** Continued fraction beyond 3, series below; relative error under 1e-10 where it matters. */
    private static double upperTail(double z) {
        double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        if (z > 3) {
            double fraction = z;
            for (int k = 60; k >= 1; k--) {
                fraction = z + k / fraction;
            }
            return density / fraction;
        }
        double term = z;
        double sum = z;
        for (int k = 1; k < 200 && term > 1e-17 * sum; k++) {
            term *= z * z / (2 * k + 1);
            sum += term;
        }
        return 0.5 - density * sum;
    }

    private static double polynomial(double[] coefficients, double x) {
        double value = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            value = value * x + coefficients[i];
        }
        return value;
    }
}
