package io.belastbar.budget.export.prometheus;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Objective;
import io.belastbar.quantity.Limit;
import java.util.Map;

/**
 * A percentile as rules. That a p95 is at most 500 ms says that 95 % of the requests are in the bucket at 0.5 s: exact, where
 * an estimate of the percentile from neighbouring buckets is not, and where it can never exceed the highest of them.
 */
final class LatencyRules {

    private static final String WINDOW = "5m";
    private static final int WINDOW_SECONDS = 300;
    private static final String LASTING = "5m";
    private static final int SLOW_MIN = 3;
    /** Rates are binary fractions: 95 of 100 are a little more or less than 0.95. */
    private static final double ROUNDING = 1e-9;

    private static final String REQUESTS = "belastbar:http_requests:rate" + WINDOW;
    private static final String WITHIN = "belastbar:http_within_limit:ratio_rate" + WINDOW;

    private final RuleGroup group;
    private final PrometheusQueries queries;
    private final Objective promise;

    LatencyRules(RuleGroup group, PrometheusQueries queries, Objective promise) {
        this.group = group;
        this.queries = queries;
        this.promise = promise;
    }

    void add() {
        limit("BelastbarLatency", promise.limit(), Severities.text(promise.severityOrDefault(), 0));
        if (promise.critical() != null && !promise.critical().equals(promise.limit())) {
            limit("BelastbarLatencyCritical", promise.critical(), "critical");
        }
    }

    /** A limit in seconds, as the bucket has it. */
    static double seconds(Limit<?> limit) {
        return Dimension.TIME.value(limit.value()) / 1_000;
    }

    private void limit(String name, Limit<?> limit, String severity) {
        double seconds = seconds(limit);
        var bound = PromQl.number(seconds);
        var within = group.recorded(WITHIN, PromQl.equal("bound", bound));
        var share = promise.statistic().share();
        group.record(REQUESTS, Map.of(), queries.rate(WINDOW));
        group.record(
                WITHIN, Map.of("bound", bound), queries.rateWithin(seconds, WINDOW) + " / " + queries.rate(WINDOW));
        group.alert(new RuleGroup.Alert(
                name,
                "(" + within + " < " + PromQl.number(share - ROUNDING) + ") and on (system, subject) ((1 - " + within
                        + ") * on (system, subject) " + group.recorded(REQUESTS) + " * " + WINDOW_SECONDS + " >= "
                        + SLOW_MIN + ")",
                LASTING,
                severity,
                promise,
                Map.of("kind", "latency", "bound", bound),
                promise.subject().text() + ": " + promise.metric() + " " + limit.text() + " is broken",
                "Only {{ $value | humanizePercentage }} of the requests of " + WINDOW + " took at most "
                        + limit.value().text() + "; the promise is " + PromQl.number(100 * share) + "%."));
        group.alert(new RuleGroup.Alert(
                "BelastbarNoBucket",
                queries.noBucket(seconds),
                "10m",
                "warning",
                promise,
                Map.of("kind", "no-data", "bound", bound),
                promise.subject().text() + ": nobody would hear that " + promise.metric() + " " + limit.text()
                        + " is broken",
                "The requests are counted without a bucket at " + bound
                        + " s: switch the histogram on, with this bound (see the head of the rules)."));
    }
}
