package io.belastbar.budget.errorbudget.burn;

import io.belastbar.budget.errorbudget.BurnPair;
import io.belastbar.budget.errorbudget.ErrorCounts;
import io.belastbar.budget.errorbudget.ErrorShare;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the windows of a promised figure say at a moment.
 *
 * @param pairs each pair of windows with what it says, of each promise of the figure
 */
record Burning(List<Look> pairs) {

    /** Few requests say nothing. */
    static final long REQUESTS_MIN = 100;

    /** Nor do one or two that failed, where one in a thousand may. */
    static final double FAILED_MIN = 3;

    /** How far below its rate a pair must be to be quiet, so that one that hovers about it is not told of by turns. */
    private static final double QUIET = 0.9;

    enum Says {
        BURNS,
        QUIET,
        /** In between, or too little was measured. */
        NOTHING
    }

    record Look(ErrorShare share, BurnPair pair, ErrorCounts over, ErrorCounts lately, Says says) {}

    /** {@code counts}: of the time of this length that ends now. */
    static Burning of(ErrorShare share, Function<Duration, ErrorCounts> counts) {
        return new Burning(BurnPair.of(share.window()).stream()
                .map(pair -> look(share, pair, counts.apply(pair.longWindow()), counts.apply(pair.shortWindow())))
                .toList());
    }

    /** Whether the short windows alone leave it open that something burns. */
    static boolean mayBurn(ErrorShare share, Function<Duration, ErrorCounts> counts) {
        return BurnPair.of(share.window()).stream()
                .anyMatch(pair -> counts.apply(pair.shortWindow()).share() > share.threshold(pair));
    }

    private static Look look(ErrorShare share, BurnPair pair, ErrorCounts over, ErrorCounts lately) {
        double threshold = share.threshold(pair);
        boolean enough = over.requests() >= REQUESTS_MIN;
        Says says;
        if (enough && over.failed() >= FAILED_MIN && over.share() > threshold && lately.share() > threshold) {
            says = Says.BURNS;
        } else if (lately.share() <= QUIET * threshold || enough && over.share() <= QUIET * threshold) {
            says = Says.QUIET;
        } else {
            says = Says.NOTHING;
        }
        return new Look(share, pair, over, lately, says);
    }

    /** Of both promises. */
    Burning and(Burning other) {
        return new Burning(Stream.concat(pairs.stream(), other.pairs.stream()).toList());
    }

    /** The fastest pair that burns. */
    Optional<Look> worst() {
        return pairs.stream().filter(look -> look.says() == Says.BURNS).max(Comparator.comparing(look -> look.pair()
                .rate()));
    }

    Speed speed() {
        return worst().map(look -> Speed.of(look.pair().fast())).orElse(Speed.NONE);
    }

    /** Whether every pair of this speed says that it no longer burns. */
    boolean quiet(Speed speed) {
        return pairs.stream()
                .filter(look -> Speed.of(look.pair().fast()) == speed)
                .allMatch(look -> look.says() == Says.QUIET);
    }

    /** How long nothing may burn before it is told that it is over: the shortest window. */
    Duration hold() {
        return pairs.stream()
                .map(look -> look.pair().shortWindow())
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
