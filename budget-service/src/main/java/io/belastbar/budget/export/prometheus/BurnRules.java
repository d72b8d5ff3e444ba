package io.belastbar.budget.export.prometheus;

import io.belastbar.budget.errorbudget.BurnPair;
import io.belastbar.budget.errorbudget.ErrorShare;
import java.time.Duration;
import java.util.Map;

/**
 * An error budget as rules. What is counted is recorded over the shortest window; the longer ones add up the record, so that
 * no alert reads days of raw series.
 */
final class BurnRules {

    private static final long REQUESTS_MIN = 100;
    private static final int FAILED_MIN = 3;

    private final RuleGroup group;
    private final PrometheusQueries queries;
    private final ErrorShare share;
    private final String base;

    BurnRules(RuleGroup group, PrometheusQueries queries, ErrorShare share) {
        this.group = group;
        this.queries = queries;
        this.share = share;
        this.base = BurnPair.text(BurnPair.windows(share.window()).getFirst());
    }

    void add() {
        group.record(requests(), Map.of(), queries.rate(base));
        group.record(failed(), Map.of(), queries.failedRate(base));
        BurnPair.windows(share.window())
                .forEach(window -> group.record(
                        ratio(window),
                        Map.of(),
                        BurnPair.text(window).equals(base)
                                ? group.recorded(failed()) + " / " + group.recorded(requests())
                                : over("sum_over_time", failed(), window) + " / "
                                        + over("sum_over_time", requests(), window)));
        BurnPair.of(share.window()).forEach(this::alert);
    }

    private void alert(BurnPair pair) {
        double rate = share.threshold(pair) / share.allowed();
        var allowed = PromQl.number(share.allowed());
        var above = " / " + allowed + " > " + PromQl.number(rate);
        var seconds = " * " + pair.longWindow().toSeconds();
        var longText = BurnPair.text(pair.longWindow());
        var shortText = BurnPair.text(pair.shortWindow());
        var promise = share.objective();
        group.alert(new RuleGroup.Alert(
                "BelastbarErrorBudgetBurn",
                "(" + group.recorded(ratio(pair.longWindow())) + above + ") and ("
                        + group.recorded(ratio(pair.shortWindow())) + above + ") and ("
                        + over("avg_over_time", requests(), pair.longWindow()) + seconds + " >= " + REQUESTS_MIN
                        + ") and (" + over("avg_over_time", failed(), pair.longWindow()) + seconds + " >= "
                        + FAILED_MIN + ")",
                null,
                Severities.text(promise.severityOrDefault(), pair.fast() ? 0 : 1),
                promise,
                Map.of("kind", "burn-rate", "over", longText),
                promise.subject().text() + ": the error budget of " + promise.metric() + " " + promise.limitText()
                        + " is spent too fast",
                "Over %s and %s requests fail {{ $value | humanize }} times as fast as allowed (told above %s). So it takes %s to spend the budget of %s."
                        .formatted(
                                longText,
                                shortText,
                                PromQl.number(Math.round(rate * 10) / 10.0),
                                "{{ with $value }}{{ %d | humanizeDuration }} / {{ . | humanize }}{{ end }}"
                                        .formatted(share.window().toSeconds()),
                                BurnPair.text(share.window()))));
    }

    private String over(String function, String record, Duration window) {
        return function + "(" + group.recorded(record) + "[" + BurnPair.text(window) + "])";
    }

    private String requests() {
        return "belastbar:http_requests:rate" + base;
    }

    private String failed() {
        return "belastbar:http_errors:rate" + base;
    }

    private static String ratio(Duration window) {
        return "belastbar:http_errors:ratio_rate" + BurnPair.text(window);
    }
}
