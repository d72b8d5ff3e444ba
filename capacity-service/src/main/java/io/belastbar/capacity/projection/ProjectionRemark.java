package io.belastbar.capacity.projection;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What a reader of a projection has to know; lengths of time are in hours. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @Type(value = ProjectionRemark.LevelChanged.class, name = "level-changed"),
    @Type(value = ProjectionRemark.CleanedUp.class, name = "cleaned-up"),
    @Type(value = ProjectionRemark.AtCap.class, name = "at-cap"),
    @Type(value = ProjectionRemark.Gaps.class, name = "gaps"),
    @Type(value = ProjectionRemark.Outliers.class, name = "outliers"),
    @Type(value = ProjectionRemark.Constant.class, name = "constant"),
    @Type(value = ProjectionRemark.TooShort.class, name = "too-short"),
    @Type(value = ProjectionRemark.HorizonCut.class, name = "horizon-cut"),
    @Type(value = ProjectionRemark.Approximate.class, name = "approximate"),
    @Type(value = ProjectionRemark.ClockChanged.class, name = "clock-changed"),
    @Type(value = ProjectionRemark.CounterReset.class, name = "counter-reset"),
    @Type(value = ProjectionRemark.Stale.class, name = "stale")
})
public sealed interface ProjectionRemark {

    /** The name of its kind, as it is kept and told. */
    default String kind() {
        return switch (this) {
            case LevelChanged it -> "level-changed";
            case CleanedUp it -> "cleaned-up";
            case AtCap it -> "at-cap";
            case Gaps it -> "gaps";
            case Outliers it -> "outliers";
            case Constant it -> "constant";
            case TooShort it -> "too-short";
            case HorizonCut it -> "horizon-cut";
            case Approximate it -> "approximate";
            case ClockChanged it -> "clock-changed";
            case CounterReset it -> "counter-reset";
            case Stale it -> "stale";
        };
    }

    /** The level changed for good; what lies before is not used. */
    record LevelChanged(Instant at, double before, double after) implements ProjectionRemark {}

    /** It is emptied again and again, and this is no growth. */
    record CleanedUp(double everyHours, int times) implements ProjectionRemark {}

    /** That many values lie at the cap: the demand was at least that. */
    record AtCap(int values, double cap) implements ProjectionRemark {}

    /** That many values are missing; nothing stands in their place. */
    record Gaps(int missing, double longestHours) implements ProjectionRemark {}

    /** That many values lie far from all others. */
    record Outliers(int values) implements ProjectionRemark {}

    /** All values are equal. */
    record Constant(double value) implements ProjectionRemark {}

    /** Too few values to compare methods. */
    record TooShort(int values, int needed) implements ProjectionRemark {}

    /** The data reach back less than was asked ahead. */
    record HorizonCut(double askedHours, double answeredHours) implements ProjectionRemark {}

    /** Fewer errors of the past than an interval of 95 percent needs. */
    record Approximate(int errors) implements ProjectionRemark {}

    /** The clock of the zone changed; the hours of the day stay where they are. */
    record ClockChanged(Instant at) implements ProjectionRemark {}

    /** The counter began anew that often, the last time at this moment. */
    record CounterReset(int times, Instant last) implements ProjectionRemark {}

    /** The last value is old: nothing was measured since. */
    record Stale(Instant last) implements ProjectionRemark {}
}
