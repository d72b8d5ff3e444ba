package io.belastbar.budget.format.openslo;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the text of a PromQL query tells of its number, without understanding PromQL: whether it is a quantile already,
 * and in which unit a metric that follows Prometheus' naming is kept.
 */
record OpenSloQuery(String text) {

    private static final Pattern QUANTILE =
            Pattern.compile("\\b(?:histogram_quantile|quantile_over_time|quantile)\\s*\\(\\s*(0?\\.\\d+|[01])\\s*,");
    private static final Pattern SUMMARY_QUANTILE = Pattern.compile("\\bquantile\\s*=\\s*[\"'](0?\\.\\d+|1)[\"']");
    /** As metrics are called: {@code job:latency:p95}, {@code p95_latency_seconds}, {@code latency_p999}, {@code latency_95th_percentile}. */
    private static final Pattern NAMED =
            Pattern.compile("(?<![a-zA-Z0-9])p(\\d{2,4})(?![a-zA-Z0-9])|[:_](\\d{2})(?:th)?_?(?:percentile|quantile)");

    private static final Pattern SECONDS = Pattern.compile("_seconds(?:_bucket|_sum|_max)?\\b");
    private static final Pattern MILLISECONDS = Pattern.compile("_(?:milliseconds|millis|ms)(?:_bucket|_sum|_max)?\\b");
    private static final Pattern SCALED = Pattern.compile("[*/]\\s*\\(?\\s*(?:1000|1e3|1e-3|0\\.001)\\b");

    /** The share that the query's number is a quantile of, 0 to 1; empty if it is none that is known. */
    Optional<Double> quantile() {
        for (var pattern : new Pattern[] {QUANTILE, SUMMARY_QUANTILE}) {
            var found = pattern.matcher(text);
            if (found.find()) {
                return Optional.of(Double.parseDouble(found.group(1)));
            }
        }
        var named = NAMED.matcher(text);
        return named.find()
                ? Optional.of(Double.parseDouble("0." + (named.group(1) == null ? named.group(2) : named.group(1))))
                : Optional.empty();
    }

    /** Empty if the names in the query do not say it, or if the query changes the unit. */
    Optional<String> unit() {
        if (SCALED.matcher(text).find()) {
            return Optional.empty();
        }
        boolean seconds = SECONDS.matcher(text).find();
        boolean millis = MILLISECONDS.matcher(text).find();
        return seconds == millis ? Optional.empty() : Optional.of(seconds ? "s" : "ms");
    }
}
