package io.belastbar.capacity.forecast;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * When the metric reaches its limit.
 *
 * @param reachedAt expected; absent when NEVER
 * @param earliest where the interval's upper bound reaches it; absent when it does not within fifty years
 * @param latest where the lower bound does; absent likewise, and when the growth is not certain
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LimitForecast(double value, Status status, Instant reachedAt, Instant earliest, Instant latest) {
    /** Whether it is reached: by the last point, by the trend, or within fifty years not at all. */
    public enum Status {
        REACHED,
        EXPECTED,
        NEVER
    }
}
