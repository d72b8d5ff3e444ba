package io.belastbar.chaos.expectation.metric;

import io.belastbar.quantity.Bytes;
import io.belastbar.quantity.Count;
import io.belastbar.quantity.Quantity;
import io.belastbar.quantity.Rate;
import io.belastbar.quantity.Ratio;
import io.belastbar.quantity.TimeSpan;
import java.util.function.Function;

/** What the numbers of a metric are, and with which units a band for them is written. */
public enum MetricUnit {
    COUNT(Count::parse, 1, ""),
    SECONDS(TimeSpan::parse, 1e9, " s"),
    MILLISECONDS(TimeSpan::parse, 1e6, " ms"),
    BYTES(Bytes::parse, 1, " B"),
    SHARE(Ratio::parse, 1, ""),
    PER_SECOND(Rate::parse, 1, "/s");

    private final Function<String, Quantity> parse;
    private final double base;
    private final String sign;

    MetricUnit(Function<String, Quantity> parse, double base, String sign) {
        this.parse = parse;
        this.base = base;
        this.sign = sign;
    }

    /** As Prometheus's naming has it: the unit is the end of the name. */
    static MetricUnit of(String metric) {
        if (metric.endsWith("_seconds") || metric.endsWith("_seconds_sum") || metric.endsWith("_seconds_max")) {
            return SECONDS;
        }
        if (metric.endsWith("_milliseconds")) {
            return MILLISECONDS;
        }
        if (metric.endsWith("_bytes")) {
            return BYTES;
        }
        return metric.endsWith("_ratio") ? SHARE : COUNT;
    }

    Function<String, Quantity> parse() {
        return parse;
    }

    /** A number of the metric in the base unit of the band's quantity. */
    double inBase(double value) {
        return value * base;
    }

    /** What stands behind a number for people. */
    String sign() {
        return sign;
    }
}
