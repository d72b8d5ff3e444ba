package io.belastbar.examples.insurer.quote;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * One simple direct-insurance tariff: 4 % of the salary is paid in up to the contribution ceiling, earns the
 * guaranteed interest, and is paid out as a pension by a factor that depends on the age at which it starts.
 * Invented figures in the right order of magnitude; not an offer of anyone.
 */
public final class Tariff {
    private static final BigDecimal CONTRIBUTION_SHARE = new BigDecimal("0.04");
    private static final BigDecimal SALARY_CEILING_EUR = new BigDecimal("101400");
    private static final BigDecimal GUARANTEED_INTEREST = new BigDecimal("0.01");
    private static final BigDecimal COST_SHARE = new BigDecimal("0.03");
    private static final BigDecimal MONTHS = new BigDecimal("12");

    private Tariff() {}

    /**
     * @param monthlyContribution in EUR
     * @param guaranteedMonthlyPension in EUR
     */
    public record Quote(BigDecimal monthlyContribution, BigDecimal guaranteedMonthlyPension) {}

    public static Quote quote(QuoteRequest request) {
        var yearly = request.annualSalary().min(SALARY_CEILING_EUR).multiply(CONTRIBUTION_SHARE);
        var saved = yearly.multiply(BigDecimal.ONE.subtract(COST_SHARE)).multiply(endValue(request.termYears()));
        var pension = saved.multiply(pensionFactor(request.age() + request.termYears()));
        return new Quote(yearly.divide(MONTHS, 2, RoundingMode.HALF_UP), pension.setScale(2, RoundingMode.HALF_UP));
    }

    /** What one EUR paid in at the end of each year is worth after the last one. */
    private static BigDecimal endValue(int years) {
        var growth = BigDecimal.ONE.add(GUARANTEED_INTEREST).pow(years);
        return growth.subtract(BigDecimal.ONE).divide(GUARANTEED_INTEREST, MathContext.DECIMAL64);
    }

    /** Monthly pension for each EUR saved: 27 EUR for 10,000 EUR at 67, 3 % more for each later year. */
    private static BigDecimal pensionFactor(int startAge) {
        double factor = 0.0027 * Math.pow(1.03, startAge - 67);
        return new BigDecimal(factor, MathContext.DECIMAL64);
    }
}
