package io.belastbar.capacity.cost.price;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of money to the hundredth, rounded half up. */
public final class Money {

    public static final BigDecimal ZERO = of(0);

    /** No price, bill or penalty is higher. */
    public static final double MAX = 1e9;

    private static final int DECIMALS = 2;

    private Money() {}

    public static BigDecimal of(double amount) {
        return BigDecimal.valueOf(amount).setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    public static BigDecimal times(BigDecimal amount, BigDecimal factor) {
        return amount.multiply(factor).setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    public static BigDecimal times(BigDecimal amount, double factor) {
        return times(amount, BigDecimal.valueOf(factor));
    }
}
