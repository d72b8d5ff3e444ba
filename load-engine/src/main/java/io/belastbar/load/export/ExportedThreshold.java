package io.belastbar.load.export;

import java.time.Duration;
import java.util.Locale;

/**
 * A threshold as other tools know it.
 *
 * @param tag of the steps that it is about; null: all
 * @param percentile of {@link Measure#PERCENTILE}, in percent
 * @param limit in milliseconds; of an error rate from 0 to 1; of throughput in requests per second
 * @param window over which it is judged again and again; null: the whole run
 * @param abortOnFail whether the run ends when it is broken
 * @param delay before which it does not end the run
 */
public record ExportedThreshold(
        String tag,
        Measure measure,
        double percentile,
        Comparison comparison,
        double limit,
        Duration window,
        boolean abortOnFail,
        Duration delay) {

    /** What is compared. */
    public enum Measure {
        PERCENTILE,
        MEAN,
        MAX,
        MIN,
        ERROR_RATE,
        THROUGHPUT
    }

    /** How it is compared with the limit. */
    public enum Comparison {
        BELOW("<"),
        AT_MOST("<="),
        ABOVE(">"),
        AT_LEAST(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        boolean upper() {
            return this == BELOW || this == AT_MOST;
        }
    }

    /** A threshold of response times over the whole run. */
    public static ExportedThreshold percentile(String tag, double percentile, double limitMs) {
        return new ExportedThreshold(
                tag, Measure.PERCENTILE, percentile, Comparison.BELOW, limitMs, null, false, Duration.ZERO);
    }

    /** As k6 writes it. */
    String expression() {
        String left =
                switch (measure) {
                    case PERCENTILE -> "p(" + number(percentile) + ")";
                    case MEAN -> "avg";
                    case MAX -> "max";
                    case MIN -> "min";
                    case ERROR_RATE, THROUGHPUT -> "rate";
                };
        return left + comparison.sign() + number(limit);
    }

    /** Without an exponent and without needless zeros. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.9f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
