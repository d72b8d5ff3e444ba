package io.belastbar.capacity.history.look;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.document.InvalidInput;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import io.belastbar.web.report.TimeParameter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which values somebody asks for. */
record Period(Optional<Instant> from, Optional<Instant> to, Optional<Duration> step) {

    /** Of one answer. */
    static final long VALUES_MAX = 10_000;

    private static final Duration HOURS_UP_TO = Duration.ofDays(62);
    private static final String RULE =
            "is a duration such as 5m, 1h or P1D: shorter than an hour, or a multiple of one";

    /** All that the parameters said or left open. */
    record Whole(Instant from, Instant to, Duration step) {}

    /**
     * Reads the parameters.
     *
     * @throws InvalidInput if one is none
     */
    static Period read(String from, String to, String step) {
        return new Period(
                TimeParameter.read("from", from),
                TimeParameter.read("to", to),
                Optional.ofNullable(step).map(Period::step));
    }

    /**
     * What is meant for a series: without words, all of it until now, by the hour if these are two months at most.
     *
     * @throws InvalidInput if there is nothing between the moments, or too much
     */
    Whole of(StoredSeries series, Instant now) {
        // The same question has the same answer: the end of what there is, not the time of asking.
        var end = to.orElseGet(() -> series.last() == null ? now : series.last().plusNanos(1_000));
        var start = from.orElseGet(() -> series.first() == null ? end.minusSeconds(1) : series.first());
        if (from.isPresent() && to.isPresent() && !start.isBefore(end)) {
            throw InvalidInput.of("to", "must be after from", end.toString());
        }
        var length = Duration.between(start, end);
        var wanted =
                step.orElseGet(() -> length.compareTo(HOURS_UP_TO) <= 0 ? Duration.ofHours(1) : Duration.ofDays(1));
        if (HistoryRepository.values(series, start, end, wanted) > VALUES_MAX) {
            throw InvalidInput.of(
                    "step",
                    "gives more than " + VALUES_MAX + " values; ask for less time or larger steps",
                    wanted.toString());
        }
        return new Whole(start, end, wanted);
    }

    private static Duration step(String text) {
        try {
            var step = text.startsWith("P")
                    ? Duration.parse(text)
                    : TimeSpan.parse(text).toDuration();
            if (HistoryRepository.canRead(step)) {
                return step;
            }
        } catch (DateTimeException | ArithmeticException | InvalidQuantity none) {
            throw InvalidInput.of("step", RULE, text);
        }
        throw InvalidInput.of("step", RULE, text);
    }
}
