package io.belastbar.budget.errorbudget;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rate of spending that is told of: the long window says that it matters, the short one that it goes on. Google, The
 * Site Reliability Workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts".
 *
 * @param rate how many times as fast as allowed
 * @param fast whether somebody must look at once; otherwise within days
 */
public record BurnPair(double rate, Duration longWindow, Duration shortWindow, boolean fast) {

    private static final Duration BOOK_FROM = Duration.ofDays(28);
    private static final Duration BOOK_TO = Duration.ofDays(31);
    /** What is measured every 30 s shows four values in it, and Prometheus' rate needs two. */
    private static final Duration SHORT_MIN = Duration.ofMinutes(2);

    private static final Duration LONG_MIN = Duration.ofMinutes(5);
    private static final double SPENT_MAX = 0.5;

    private static final List<BurnPair> BOOK = List.of(
            new BurnPair(14.4, Duration.ofHours(1), Duration.ofMinutes(5), true),
            new BurnPair(6, Duration.ofHours(6), Duration.ofMinutes(30), true),
            new BurnPair(1, Duration.ofDays(3), Duration.ofHours(6), false));

    /**
     * The pairs for a budget that counts over a window, the fastest first. For four weeks to a month those of the book; for
     * others their windows are as much longer or shorter as the budget's is than four weeks, in whole minutes. A pair that
     * would be told of only after half of the budget is spent is left out.
     */
    public static List<BurnPair> of(Duration window) {
        var asInTheBook = window.compareTo(BOOK_FROM) >= 0 && window.compareTo(BOOK_TO) <= 0;
        return asInTheBook
                ? BOOK
                : BOOK.stream()
                        .map(pair -> pair.scaled((double) window.toSeconds() / BOOK_FROM.toSeconds()))
                        .filter(pair -> pair.spends(window) <= SPENT_MAX)
                        .toList();
    }

    /** The share of the budget that is spent when the long window is full. */
    public double spends(Duration window) {
        return rate * longWindow.toSeconds() / window.toSeconds();
    }

    private BurnPair scaled(double factor) {
        return new BurnPair(rate, scaled(longWindow, factor, LONG_MIN), scaled(shortWindow, factor, SHORT_MIN), fast);
    }

    private static Duration scaled(Duration window, double factor, Duration least) {
        var scaled = Duration.ofMinutes(Math.round(window.toMinutes() * factor));
        return scaled.compareTo(least) < 0 ? least : scaled;
    }

    /** All windows of a budget's pairs, the shortest first. */
    public static List<Duration> windows(Duration window) {
        return of(window).stream()
                .flatMap(pair -> Stream.of(pair.shortWindow(), pair.longWindow()))
                .distinct()
                .sorted()
                .toList();
    }

    /** A window as Prometheus and people write it, for example {@code 3d} or {@code 1h30m}. */
    public static String text(Duration window) {
        var text = part(window.toDays(), "d")
                + part(window.toHoursPart(), "h")
                + part(window.toMinutesPart(), "m")
                + part(window.toSecondsPart(), "s");
        return text.isEmpty() ? "0s" : text;
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + unit;
    }
}
