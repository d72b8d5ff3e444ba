package io.belastbar.budget.errorbudget;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How much of what may fail has failed.
 *
 * @param allowed share of requests that may fail
 * @param window over which the budget counts, for example {@code 28d}
 * @param windowDays the same in whole days, at least 1
 * @param requests within the window
 * @param uncounted values within the window that do not say on how many requests they rest: each counts as one
 * @param left share of the budget, negative when it is overspent; null below the floor of requests
 * @param burnRates over the windows that alerts look at, the shortest first
 * @param exhaustedAt when it is spent if the rate of the last hours goes on; null if it is not
 * @param judged what verdicts and the compliance report look at
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ErrorBudget(
        String subject,
        String metric,
        String limit,
        double allowed,
        String window,
        long windowDays,
        long requests,
        long uncounted,
        Double left,
        List<BurnRate> burnRates,
        Instant exhaustedAt,
        Judged judged,
        String text,
        String textGerman) {

    /**
     * The promise itself, over the window in which it is judged: that of the budget if the promise names one, else a day.
     *
     * @param kept null without requests
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Judged(String over, long requests, Double errors, Boolean kept) {

        static Judged of(ErrorShare share, ErrorCounts counts) {
            var over = BurnPair.text(share.objective().windowOrDefault());
            if (counts.requests() == 0) {
                return new Judged(over, 0, null, null);
            }
            var measured = share.ofSuccess() ? 1 - counts.share() : counts.share();
            return new Judged(
                    over,
                    counts.requests(),
                    counts.share(),
                    share.objective().limit().keptBy(measured));
        }
    }

    /** The windows that {@link #of} asks for. */
    static List<Duration> windows(ErrorShare share) {
        return Stream.concat(
                        BurnPair.windows(share.window()).stream(),
                        Stream.of(share.objective().windowOrDefault(), share.window()))
                .distinct()
                .toList();
    }

    /** {@code counts}: of the time of this length that ends now. */
    static ErrorBudget of(ErrorShare share, Function<Duration, ErrorCounts> counts, Instant now) {
        var whole = counts.apply(share.window());
        var spent = BurnRate.of("window", whole, share).rate();
        var left = spent == null ? null : 1 - spent;
        var judged = Judged.of(share, counts.apply(share.objective().windowOrDefault()));
        var exhaustedAt = exhaustedAt(left, burning(share, counts), share.window(), now);
        var text = new ErrorBudgetText(share, whole, left, exhaustedAt, judged).sentence();
        return new ErrorBudget(
                share.objective().subject().text(),
                share.objective().metric(),
                share.objective().limitText(),
                share.allowed(),
                BurnPair.text(share.window()),
                Math.max(1, share.window().toDays()),
                whole.requests(),
                whole.uncounted(),
                left,
                BurnPair.windows(share.window()).stream()
                        .map(over -> BurnRate.of(over, counts.apply(over), share))
                        .toList(),
                exhaustedAt,
                judged,
                text.english(),
                text.german());
    }

    /** Over the short window of the slow pair: six hours of four weeks. Null if the window is too short for any. */
    private static Double burning(ErrorShare share, Function<Duration, ErrorCounts> counts) {
        var pairs = BurnPair.of(share.window());
        if (pairs.isEmpty()) {
            return null;
        }
        var over = pairs.getLast().shortWindow();
        return BurnRate.of(over, counts.apply(over), share).rate();
    }

    private static Instant exhaustedAt(Double left, Double burning, Duration window, Instant now) {
        if (left == null || burning == null || burning <= 1 || left <= 0) {
            return null;
        }
        return now.plusSeconds(Math.round(left / burning * window.toSeconds()));
    }
}
