package io.belastbar.capacity.projection;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.forecasting.Trend;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
 * @param values in 1, 7, 14, 30, 60 and 90 days from the one on which it was made, and every 30 days from there
 * @param days each day as far as the forecast reaches; null of what was kept before each day was, or if it reaches none
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
        DayValues days,
        List<ProjectionRemark> remarks) {

    public Projection {
        limits = List.copyOf(limits);
        values = List.copyOf(values);
        remarks = List.copyOf(remarks);
    }

    /** As it was kept before each day was. */
    public Projection(
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
        this(
                system,
                metric,
                unit,
                madeAt,
                from,
                reach,
                current,
                method,
                slopePerDay,
                direction,
                limits,
                values,
                null,
                remarks);
    }

    /** In that many days after the one on which it was made; empty beyond {@code reach}. */
    public Optional<ProjectedValue> inDays(long count) {
        return days == null
                ? between(current.at().plus(Duration.ofDays(count)))
                : on(LocalDate.ofInstant(madeAt, days.zone()).plusDays(count));
    }

    /** On the day in which a moment lies or which ends with it; empty before the last value and beyond {@code reach}. */
    public Optional<ProjectedValue> at(Instant moment) {
        return days == null ? between(moment) : on(LocalDate.ofInstant(moment.minusNanos(1), days.zone()));
    }

    /** What was measured stands for the days until the first forecast one. */
    private Optional<ProjectedValue> on(LocalDate day) {
        boolean isKnown = day.isBefore(days.first()) && !day.isBefore(LocalDate.ofInstant(current.at(), days.zone()));
        return isKnown ? Optional.of(ProjectedValue.known(current)) : days.on(day);
    }

    /** What was kept before each day was: between two values, on a straight line. */
    private Optional<ProjectedValue> between(Instant moment) {
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

    /** Whether nothing was measured for long: its last value says little of today. */
    @JsonIgnore
    public boolean isStale() {
        return remarks.stream().anyMatch(ProjectionRemark.Stale.class::isInstance);
    }

    /**
     * A value that was measured.
     *
     * @param at the moment that it counts for: the begin of its hour or day
     * @param value the most of it, since a limit is reached by the maximum; the least where less is worse
     * @param mean of the 24 hours that end with it; null of what was kept before it was asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reading(Instant at, double value, Double mean) {

        public Reading(Instant at, double value) {
            this(at, value, null);
        }
    }
}
