package io.belastbar.budget.measurement.prometheus;

import io.belastbar.budget.format.openslo.OpenSloAnnotations;
import io.belastbar.budget.measurement.prometheus.promql.SourceRules;
import io.belastbar.budget.measurement.reading.MeasuredAmount;
import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.PerformanceBudget.Indicator;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.quantity.InvalidQuantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What to ask Prometheus for the promises of SLOs that carry their own queries. Where both queries of a ratio are raw
 * counters, their differences are taken; other ratios are asked as they are written.
 *
 * @param problems of those that cannot be asked, each with its reason
 */
record IndicatorQueries(List<SourceQuery> queries, List<CollectionOutcome.Problem> problems) {

    /** What answers PromQL; a source that does not say what it is is taken for one. */
    private static final Set<String> PROMETHEUS =
            Set.of("", "prometheus", "thanos", "mimir", "cortex", "victoriametrics");

    IndicatorQueries {
        queries = List.copyOf(queries);
        problems = List.copyOf(problems);
    }

    static IndicatorQueries of(List<Indicator> indicators) {
        var queries = new ArrayList<SourceQuery>();
        var problems = new ArrayList<CollectionOutcome.Problem>();
        for (var indicator : indicators) {
            try {
                queries.add(query(indicator));
            } catch (InvalidQuantity impossible) {
                problems.add(new CollectionOutcome.Problem(name(indicator), impossible.rule()));
            }
        }
        return new IndicatorQueries(queries, problems);
    }

    static String name(Indicator indicator) {
        return indicator.subject().text() + " " + indicator.metric();
    }

    private static SourceQuery query(Indicator indicator) {
        if (!PROMETHEUS.contains(indicator.type().toLowerCase(Locale.ROOT))) {
            throw new InvalidQuantity("is measured by " + indicator.type() + ", which is not asked here", "");
        }
        if (indicator.queries().values().stream().anyMatch(query -> query.contains("{{"))) {
            throw new InvalidQuantity("its query has placeholders of another tool: write the query in full", "");
        }
        var metric = Metric.parse(indicator.metric())
                .orElseThrow(() -> new InvalidQuantity("is no figure that is known", indicator.metric()));
        var queries = indicator.queries();
        if (queries.containsKey("value")) {
            return number(indicator, new Metric(metric.measure(), Statistic.NONE), queries.get("value"));
        }
        if (queries.containsKey("quantile")) {
            return number(indicator, metric, queries.get("quantile"));
        }
        if (metric.measure().dimension() != Dimension.RATIO) {
            throw new InvalidQuantity(
                    "its ratio counts requests within the limit; the time itself is measured by load runs and by"
                            + " measurement sources",
                    "");
        }
        return ratio(indicator, metric, queries);
    }

    private static SourceQuery number(Indicator indicator, Metric metric, String promQl) {
        double factor = MeasuredAmount.factor(indicator.unit(), metric.measure().dimension());
        return new SourceQuery(indicator.subject(), metric, promQl, indicator.unit(), factor, null, null, null, null);
    }

    private static SourceQuery ratio(Indicator indicator, Metric metric, Map<String, String> queries) {
        var wanted = metric.measure() == Measure.ERROR_RATE ? "bad" : "good";
        var other = wanted.equals("bad") ? "good" : "bad";
        var total = queries.get("total");
        if (queries.containsKey(wanted) && total != null && areCounters(indicator, queries.get(wanted), total)) {
            return new SourceQuery(indicator.subject(), metric, null, "", 1, null, null, queries.get(wanted), total);
        }
        if (indicator.counter()
                && queries.containsKey(other)
                && total != null
                && areCounters(indicator, queries.get(other), total)) {
            throw new InvalidQuantity(
                    "its counters are of " + other + " events, and what is promised is the share of " + wanted
                            + " ones: count those, or promise the other share (" + OpenSloAnnotations.METRIC + ")",
                    "");
        }
        var raw = wanted.equals("bad") ? "failure" : "success";
        var otherRaw = wanted.equals("bad") ? "success" : "failure";
        var promQl = queries.containsKey(raw)
                ? queries.get(raw)
                : queries.containsKey(otherRaw)
                        ? rest(queries.get(otherRaw))
                        : queries.containsKey(wanted)
                                ? share(indicator, queries.get(wanted), total)
                                : rest(share(indicator, queries.get(other), total));
        return new SourceQuery(indicator.subject(), metric, promQl, "ratio", 1, null, null, null, null);
    }

    private static boolean areCounters(Indicator indicator, String part, String total) {
        return indicator.counter()
                && SourceRules.counter(part).isEmpty()
                && SourceRules.counter(total).isEmpty();
    }

    private static String share(Indicator indicator, String part, String total) {
        if (part == null || total == null) {
            throw new InvalidQuantity("its ratio has no query for good or bad and for total", "");
        }
        if (indicator.counter() && !part.contains("[")) {
            throw new InvalidQuantity(
                    "its counters are added up, which does not show which process started anew: write the counters"
                            + " themselves, or counter: false with rates",
                    "");
        }
        return "(" + part + ") / (" + total + ")";
    }

    private static String rest(String share) {
        return "1 - (" + share + ")";
    }
}
