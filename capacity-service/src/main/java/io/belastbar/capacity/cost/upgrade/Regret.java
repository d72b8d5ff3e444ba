package io.belastbar.capacity.cost.upgrade;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.capacity.cost.price.Money;
import java.math.BigDecimal;

/**
 * What one will wish not to have paid: for acting too early, the months that the step serves before the limit would have
 * been reached, times its price; for acting too late, the probability that the limit comes before the step serves, times
 * what that costs.
 *
 * @param earlyNow on average for months that were not needed, if it is ordered now
 * @param earlyLater the same a quarter later
 * @param missedNow the probability that the limit comes first, if it is ordered now
 * @param missedLater the same a quarter later
 * @param now both together; null if nobody stated what a reached limit costs
 * @param later the same a quarter later
 * @param breakEven what a reached limit must cost so that acting now is the cheaper; null if waiting misses nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Regret(
        BigDecimal earlyNow,
        BigDecimal earlyLater,
        double missedNow,
        double missedLater,
        BigDecimal now,
        BigDecimal later,
        BigDecimal breakEven) {

    /** The average month of the Gregorian calendar. */
    static final double DAYS_A_MONTH = 365.2425 / 12;

    static final int QUARTER_DAYS = 91;

    private static final double NOTHING = 1e-9;

    /** @param penalty what it costs that the limit is reached first; null if nobody said */
    static Regret of(LimitDay limit, BigDecimal monthly, int leadDays, BigDecimal penalty) {
        BigDecimal earlyNow = early(limit, monthly, leadDays);
        BigDecimal earlyLater = early(limit, monthly, leadDays + QUARTER_DAYS);
        double missedNow = limit.reachedBy(leadDays);
        double missedLater = limit.reachedBy(leadDays + QUARTER_DAYS);
        double more = missedLater - missedNow;
        return new Regret(
                earlyNow,
                earlyLater,
                missedNow,
                missedLater,
                penalty == null ? null : earlyNow.add(Money.times(penalty, missedNow)),
                penalty == null ? null : earlyLater.add(Money.times(penalty, missedLater)),
                more < NOTHING ? null : Money.of(earlyNow.subtract(earlyLater).doubleValue() / more));
    }

    private static BigDecimal early(LimitDay limit, BigDecimal monthly, int servesFrom) {
        return Money.times(monthly, limit.daysBetween(servesFrom) / DAYS_A_MONTH);
    }
}
