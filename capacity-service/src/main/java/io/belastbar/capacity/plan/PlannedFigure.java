package io.belastbar.capacity.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a figure is and what it is planned to be.
 *
 * @param name where it stands: {@code mandants}, {@code database.qps}, or of a trigger its metric
 * @param metric of the series that shows it, as the document calls it
 * @param unit of all values; {@code percent} of shares, a currency of costs, empty of things that are counted
 * @param current when the document was written; null if it does not say
 * @param growthFactor by which it is said to grow in a year; null if it does not say
 * @param planned in the order of their days
 * @param at where it stands
 */
public record PlannedFigure(
        String name,
        String metric,
        String unit,
        Double current,
        Double growthFactor,
        List<PlannedValue> planned,
        Place at) {

    public PlannedFigure {
        planned = List.copyOf(planned);
    }

    /**
     * What it is planned to be on a day.
     *
     * @param by the end of that day: 31 December of a year
     */
    public record PlannedValue(LocalDate by, double value, Place at) {}

    /** What is planned for the first day that is not before the given one. */
    public Optional<PlannedValue> next(LocalDate day) {
        return planned.stream().filter(value -> !value.by().isBefore(day)).findFirst();
    }

    /** What was planned last for a day before the given one. */
    public Optional<PlannedValue> last(LocalDate day) {
        return planned.stream().filter(value -> value.by().isBefore(day)).reduce((earlier, later) -> later);
    }
}
