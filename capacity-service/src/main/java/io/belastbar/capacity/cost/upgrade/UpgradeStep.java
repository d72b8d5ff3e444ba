package io.belastbar.capacity.cost.upgrade;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.capacity.limit.MetricLimit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/**
 * What has to be done about one limit.
 *
 * @param p10 in one of ten cases the limit is reached earlier; of a reached limit, when it was
 * @param p50 most likely; null beyond the forecast
 * @param p90 null likewise
 * @param step of the price list; null if none provides it
 * @param action what the plan says to do; null if it does not
 * @param monthly more than what runs now costs; null without a step
 * @param oneOff null without a step
 * @param leadDays of the step, else assumed
 * @param latestSafe the last day to order it: P10 less the lead time
 * @param byPlan the month in which the planned tenants reach the limit, where that is more than a month from {@code p50}; else null
 * @param regret null without a step
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UpgradeStep(
        MetricLimit limit,
        LocalDate p10,
        LocalDate p50,
        LocalDate p90,
        String step,
        String action,
        BigDecimal monthly,
        BigDecimal oneOff,
        int leadDays,
        LocalDate latestSafe,
        Urgency urgency,
        YearMonth byPlan,
        Regret regret) {

    /** Beside the month in which the planned tenants reach the limit. */
    UpgradeStep beside(YearMonth planned) {
        LocalDate likely = p50 == null ? p10 : p50;
        boolean differs = likely == null || Math.abs(ChronoUnit.MONTHS.between(YearMonth.from(likely), planned)) > 1;
        return new UpgradeStep(
                limit,
                p10,
                p50,
                p90,
                step,
                action,
                monthly,
                oneOff,
                leadDays,
                latestSafe,
                urgency,
                differs ? planned : null,
                regret);
    }

    /** When to order it. */
    public enum Urgency {
        /** The latest safe day has passed. */
        OVERDUE,
        /** Waiting a quarter is dearer, or passes the latest safe day. */
        NOW,
        /** Waiting a quarter is safe, and not dearer. */
        LATER
    }
}
