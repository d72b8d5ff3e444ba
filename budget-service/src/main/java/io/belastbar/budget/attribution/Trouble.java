package io.belastbar.budget.attribution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A time in which a dependency was in trouble.
 *
 * @param to excluded
 */
record Trouble(String dependency, Cause cause, Instant from, Instant to) {

    /** What the trouble was. */
    enum Cause {
        BREAKER_OPEN,
        SLOW
    }

    /** The part between two moments; empty if there is none. */
    List<Trouble> within(Instant start, Instant end) {
        var first = from.isAfter(start) ? from : start;
        var last = to.isBefore(end) ? to : end;
        return first.isBefore(last) ? List.of(new Trouble(dependency, cause, first, last)) : List.of();
    }

    /** The times without overlaps, in their order; whose they are is lost. */
    static List<Trouble> merged(List<Trouble> troubles) {
        var merged = new ArrayList<Trouble>();
        troubles.stream().sorted(Comparator.comparing(Trouble::from)).forEach(next -> {
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || next.from.isAfter(last.to)) {
                merged.add(next);
            } else if (next.to.isAfter(last.to)) {
                merged.set(merged.size() - 1, new Trouble(last.dependency, last.cause, last.from, next.to));
            }
        });
        return merged;
    }
}
