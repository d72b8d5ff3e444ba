package io.belastbar.budget.export;

import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Subject;
import io.belastbar.quantity.Limit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Promises about endpoints as k6 thresholds; requests carry the tag {@code endpoint} with the budget's key. */
final class K6Thresholds {

    private K6Thresholds() {}

    /** The value of {@code options.thresholds}. */
    static Map<String, List<String>> of(PerformanceBudget budget) {
        var thresholds = new LinkedHashMap<String, List<String>>();
        budget.objectives().filter(K6Thresholds::fails).forEach(objective -> expression(objective)
                .ifPresent(expression -> thresholds
                        .computeIfAbsent(metric(objective) + tag(objective.subject()), none -> new ArrayList<>())
                        .add(expression)));
        return thresholds;
    }

    /** A threshold that is broken fails the run, which a promise that is only shown must not. */
    private static boolean fails(Objective objective) {
        return OpenSloExport.isEndpoint(objective) && objective.terms().counts() && objective.limit() != null;
    }

    private static String metric(Objective objective) {
        return switch (objective.measure()) {
            case RESPONSE_TIME -> "http_req_duration";
            case THROUGHPUT -> "http_reqs";
            default -> "http_req_failed";
        };
    }

    private static String tag(Subject subject) {
        return subject.name().equals(Subject.ALL) ? "" : "{endpoint:" + subject.name() + "}";
    }

    private static Optional<String> expression(Objective objective) {
        Limit<?> limit = objective.limit();
        var sign = limit.comparison().ascii();
        var value = objective.measure().dimension().value(limit.value());
        return switch (objective.measure()) {
            case RESPONSE_TIME -> Optional.of(figure(objective) + sign + plain(value));
            case THROUGHPUT, ERROR_RATE -> Optional.of("rate" + sign + plain(value));
            case SUCCESS_RATE ->
                Optional.of("rate" + sign.replace('>', '<') + plain(Math.round((1 - value) * 1e12) / 1e12));
            default -> Optional.empty();
        };
    }

    private static String figure(Objective objective) {
        return switch (objective.statistic()) {
            case PEAK -> "max";
            case NONE, AVERAGE, SUSTAINED -> "avg";
            default -> "p(" + plain(100 * objective.statistic().share()) + ")";
        };
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
