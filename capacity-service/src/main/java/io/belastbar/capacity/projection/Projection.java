package io.belastbar.capacity.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.forecasting.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a stored series goes, as it was foreseen at a moment. Never changes.
 *
 * <p>Values are the most of each hour or day, since a limit is reached by the maximum.
 *
 * @param unit of all values
 * @param madeAt when it was computed
 * @param from when the first value in use was measured
 * @param reach until when the forecast goes: as far ahead as the data allow, two years at most
 * @param current the last value
 * @param method which method was chosen, and why
 * @param slopePerDay as it grows now, in units a day
 * @param direction whether it gets worse, seen from its limits; without a limit, more is worse
 * @param limits each limit of the metric, the first to be reached first
 * @param values in 1, 7, 14, 30, 60 and 90 days, and every 30 days from there, as far as {@code reach}
 * @param remarks what a reader has to know
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Projection(
        String system,
        String metric,
        String unit,
        Instant madeAt,
        Instant from,
        Instant reach,
        Reading current,
        ChosenMethod method,
        double slopePerDay,
        Trend.Direction direction,
        List<ProjectedLimit> limits,
        List<ProjectedValue> values,
        List<ProjectionRemark> remarks) {

    public Projection {
        limits = List.copyOf(limits);
        values = List.copyOf(values);
        remarks = List.copyOf(remarks);
    }

    /** In that many days after the last value; between two that are kept, on a straight line. Empty beyond {@code reach}. */
    public Optional<ProjectedValue> inDays(long days) {
        return at(current.at().plus(Duration.ofDays(days)));
    }

    /** At a moment after the last value; see {@link #inDays}. */
    public Optional<ProjectedValue> at(Instant moment) {
        ProjectedValue before = ProjectedValue.known(current);
        if (moment.isBefore(before.at()) || moment.isAfter(reach)) {
            return Optional.empty();
        }
        for (ProjectedValue after : values) {
            if (!after.at().isBefore(moment)) {
                return Optional.of(before.towards(after, moment));
            }
            before = after;
        }
        return Optional.empty();
    }

    /**
     * A value that was measured.
     *
     * @param at the moment that it counts for: the begin of its hour or day
     */
    public record Reading(Instant at, double value) {}
}
