package io.belastbar.loadtest.report;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.EncodedCells;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.SecondSeries.SecondVisitor;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Times that do not count. A second of a run is left out when any part of it lies in one of them; a request belongs to
 * the second in which it ended.
 */
record LeftOut(List<Times> times) {

    static final int TIMES_MAX = 200;

    /** From a moment, included, to another, excluded. */
    record Times(Instant from, Instant to) {

        private boolean touches(Instant second) {
            return from.isBefore(second.plusSeconds(1)) && to.isAfter(second);
        }
    }

    /** What is left of a run, and for how long load was offered in it. */
    record Rest(Map<CellKey, Cell> totals, Duration offeredFor, int secondsLeftOut) {}

    /**
     * Reads {@code 2026-01-01T10:00:00Z/2026-01-01T10:00:30Z}.
     *
     * @throws InvalidInput if one is no such interval
     */
    static LeftOut parse(List<String> intervals) {
        if (intervals.size() > TIMES_MAX) {
            throw InvalidInput.of(
                    "without", "must be given at most " + TIMES_MAX + " times", intervals.size() + " times");
        }
        return new LeftOut(intervals.stream().map(LeftOut::times).toList());
    }

    private static Times times(String interval) {
        try {
            var parts = interval.split("/", 2);
            var times = new Times(Instant.parse(parts[0]), Instant.parse(parts[1]));
            if (times.from.isBefore(times.to)) {
                return times;
            }
        } catch (DateTimeException | ArrayIndexOutOfBoundsException notOne) {
            // told below, as an interval that ends before it begins
        }
        throw InvalidInput.of(
                "without", "must be two moments in order, as in 2026-01-01T10:00:00Z/2026-01-01T10:00:30Z", interval);
    }

    /** Adds up the seconds that count. */
    Rest of(RunResult result) {
        var totals = new EncodedCells();
        var counter = new Object() {
            int leftOut;
            boolean counts;
        };
        result.seconds().visit(new SecondVisitor() {
            @Override
            public void begin(Head second) {
                var start = result.identity().startedAt().plusSeconds(second.second());
                counter.counts = times.stream().noneMatch(left -> left.touches(start));
                counter.leftOut += counter.counts ? 0 : 1;
            }

            @Override
            public List<Cell> targets(CellKey key) {
                return counter.counts ? List.of(totals.open(key)) : List.of();
            }

            @Override
            public void end(Head second) {}
        });
        var offered = result.identity().duration().minusSeconds(counter.leftOut);
        return new Rest(totals.readable(), offered.isNegative() ? Duration.ZERO : offered, counter.leftOut);
    }
}
