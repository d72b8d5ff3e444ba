package io.belastbar.budget.measurement.prometheus.promql;

import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.quantity.InvalidQuantity;
import java.time.Duration;
import java.util.Optional;

/** What a question to Prometheus must be so that no request is counted twice. */
public final class SourceRules {

    public static final String COUNTER = "counter";
    public static final String OF = "of";
    public static final String SHARE = "counter and of give a share: error_rate, success_rate or hit_ratio";

    private static final String RAW =
            " reads raw counters, as in http_requests_total{code=~\"5..\"}: the platform takes the differences itself";

    private SourceRules() {}

    public static boolean isShare(Metric metric) {
        return metric.statistic() == Statistic.NONE
                && switch (metric.measure()) {
                    case ERROR_RATE, SUCCESS_RATE, HIT_RATIO -> true;
                    default -> false;
                };
    }

    /** Why such samples would count requests more than once, and how to write it; empty if they do not. */
    public static Optional<String> samples(String promQl, Duration every) {
        var text = new PromQlText(promQl);
        try {
            var range = text.longestRange();
            if (range.isPresent()) {
                return range.get().compareTo(every) <= 0
                        ? Optional.empty()
                        : Optional.of(
                                "looks back over %s and is asked every %s, so that each request would be counted %s times:"
                                                .formatted(said(range.get()), said(every), times(range.get(), every))
                                        + instead(every));
            }
        } catch (InvalidQuantity notOne) {
            return Optional.of("looks back over a duration such as [" + said(every) + "]; " + notOne.getMessage());
        }
        return text.counter()
                .map(counter -> "is how many requests the value of one round rests on, but " + counter
                        + " counts since its process started, so that each would be counted in every round:"
                        + instead(every));
    }

    private static String instead(Duration every) {
        return " look back over " + said(every) + " at most, as in sum(increase(requests_total[" + said(every)
                + "])), or give the raw counters as counter: and of: instead of query: and samples:";
    }

    private static String times(Duration range, Duration every) {
        return "up to " + (long) Math.ceil((double) range.toMillis() / every.toMillis());
    }

    /** Why these are no raw counters; empty if they may be. */
    public static Optional<String> counter(String promQl) {
        var text = new PromQlText(promQl);
        if (text.hasRange()) {
            return Optional.of("looks back over no range and" + RAW);
        }
        return text.addsUpAll()
                ? Optional.of(
                        "keeps a series for each process, because a sum does not show which of them started anew: write"
                                + " sum by (instance) (…), or the counters themselves")
                : Optional.empty();
    }

    /** As PromQL writes it. */
    private static String said(Duration time) {
        if (time.toMillis() % 1_000 != 0) {
            return time.toMillis() + "ms";
        }
        if (time.toSeconds() % 60 != 0) {
            return time.toSeconds() + "s";
        }
        return time.toMinutes() % 60 != 0 ? time.toMinutes() + "m" : time.toHours() + "h";
    }
}
