package io.belastbar.budget.errorbudget;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of what may fail has failed.
 *
 * @param allowed share of requests that may fail
 * @param windowDays over which the budget counts
 * @param left share of the budget, negative when it is overspent; null below the floor of requests
 * @param burnRates over several times
 * @param exhaustedAt when it is spent if the rate of the last 6 hours goes on; null if it is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ErrorBudget(
        String subject,
        String metric,
        String limit,
        double allowed,
        long windowDays,
        long requests,
        Double left,
        List<BurnRate> burnRates,
        Instant exhaustedAt,
        String text,
        String textGerman) {

    static final Duration WINDOW_DEFAULT = Duration.ofDays(28);

    private static final Map<String, Duration> OVER = over();

    private static Map<String, Duration> over() {
        var over = new LinkedHashMap<String, Duration>();
        over.put("5m", Duration.ofMinutes(5));
        over.put("1h", Duration.ofHours(1));
        over.put("6h", Duration.ofHours(6));
        over.put("3d", Duration.ofDays(3));
        return over;
    }

    /** The share that may fail. */
    static double allowed(Objective objective) {
        var limit = objective.limit().value().magnitude();
        return objective.measure() == Measure.ERROR_RATE ? limit : 1 - limit;
    }

    static Duration window(Objective objective) {
        return objective.window() == null ? WINDOW_DEFAULT : objective.window();
    }

    /** {@code errorRates}: values are shares that failed, samples the requests. */
    static ErrorBudget of(Objective objective, List<SeriesPoint> errorRates, Instant now) {
        var allowed = allowed(objective);
        var window = window(objective);
        var whole = BurnRate.of("window", window, errorRates, allowed, now);
        var rates = OVER.entrySet().stream()
                .map(over -> BurnRate.of(over.getKey(), over.getValue(), errorRates, allowed, now))
                .toList();
        var left = whole.rate() == null ? null : 1 - whole.rate();
        var exhaustedAt = exhaustedAt(left, rates.get(2).rate(), window, now);
        var text = text(left, whole.requests(), exhaustedAt);
        return new ErrorBudget(
                objective.subject().text(),
                objective.metric(),
                objective.limitText(),
                allowed,
                Math.max(1, window.toDays()),
                whole.requests(),
                left,
                rates,
                exhaustedAt,
                text.english(),
                text.german());
    }

    private static Instant exhaustedAt(Double left, Double burning, Duration window, Instant now) {
        if (left == null || burning == null || burning <= 1 || left <= 0) {
            return null;
        }
        return now.plusSeconds(Math.round(left / burning * window.toSeconds()));
    }

    private static Sentence text(Double left, long requests, Instant exhaustedAt) {
        if (left == null) {
            return new Sentence(
                    requests + " requests are too few to say: " + BurnRate.REQUESTS_MIN + " are needed",
                    requests + " Anfragen sind zu wenige für eine Aussage: " + BurnRate.REQUESTS_MIN + " braucht es");
        }
        return Sentence.of(language -> {
            var percent = language.number(100 * left, 0) + " %";
            var state = left < 0
                    ? language.choose(
                            "Das Fehlerbudget ist überzogen (" + percent + ")",
                            "The error budget is overspent (" + percent + ")")
                    : language.choose(
                            percent + " des Fehlerbudgets sind übrig", percent + " of the error budget are left");
            return exhaustedAt == null
                    ? state
                    : state
                            + language.choose(
                                    "; beim jetzigen Verbrauch reicht es bis ", "; at this rate it lasts until ")
                            + exhaustedAt;
        });
    }
}
