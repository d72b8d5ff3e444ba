package io.belastbar.budget.objective;

import com.fasterxml.jackson.annotation.JsonValue;
import io.belastbar.contracts.Severity;
import io.belastbar.quantity.Limit;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * How one value stands to what is promised of its figure. Breaking the critical limit is critical. So is breaking the
 * promise itself, where the document gives no critical limit and the promise is of severity CRITICAL or HIGH; otherwise
 * that is a warning, as is breaking the warning limit. Less throughput than promised may be all that was asked: unknown.
 */
public enum MetricStatus {
    OK,
    WARNING,
    CRITICAL,
    /** Nothing is promised, or nothing can be said. */
    UNKNOWN;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The worst of several promises. */
    public static MetricStatus of(double value, List<Objective> promises) {
        return promises.stream()
                .map(promise -> of(value, promise))
                .max((a, b) -> Integer.compare(a.ordinal(), b.ordinal()))
                .orElse(UNKNOWN);
    }

    public static MetricStatus of(double value, Objective promise) {
        if (promise.measure() == Measure.THROUGHPUT) {
            return throughput(value, promise);
        }
        var magnitude = promise.measure().dimension().magnitude(value);
        return of(promise, limit -> !limit.keptBy(magnitude));
    }

    /** The same of whatever breaks the limits of a promise, which is asked of each that there is. */
    public static MetricStatus of(Objective promise, Predicate<Limit<?>> breaks) {
        if (promise.critical() != null && breaks.test(promise.critical())) {
            return CRITICAL;
        }
        if (breaks.test(promise.limit())) {
            return promise.critical() == null && promise.severityOrDefault().compareTo(Severity.HIGH) <= 0
                    ? CRITICAL
                    : WARNING;
        }
        return promise.warning() != null && breaks.test(promise.warning()) ? WARNING : OK;
    }

    private static MetricStatus throughput(double perSecond, Objective promise) {
        return promise.limit().keptBy(perSecond) ? OK : UNKNOWN;
    }
}
