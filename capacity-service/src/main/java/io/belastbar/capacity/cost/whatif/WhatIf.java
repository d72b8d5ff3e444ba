package io.belastbar.capacity.cost.whatif;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.purchase.Purchase;
import io.belastbar.capacity.cost.scalability.Ceiling;
import io.belastbar.report.Sentence;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * What follows.
 *
 * @param growth of each tenant's size in a year
 * @param needs of what one tenant's use is known
 * @param months the first is this one; each with the demand at its end
 * @param notJudged of what is used, where a limit or what one tenant needs is not known
 * @param prices that it was computed with
 * @param assumptions what stands behind it, each with its source
 */
public record WhatIf(
        String system,
        double tenantsNow,
        double tenants,
        double growth,
        List<Need> needs,
        List<Means> notJudged,
        List<Month> months,
        Ceiling ceiling,
        Optional<PriceList> prices,
        List<Sentence> assumptions) {

    public WhatIf {
        needs = List.copyOf(needs);
        notJudged = List.copyOf(notJudged);
        months = List.copyOf(months);
        assumptions = List.copyOf(assumptions);
    }

    /**
     * Of one means.
     *
     * @param perTenant today
     * @param limit what there is now; null if none is known
     * @param limitSource where the limit stands; null likewise
     * @param noLongerFits the first month whose demand is above the limit; null if it fits, or no limit is known
     */
    public record Need(
            Means means,
            double perTenant,
            double now,
            double then,
            Double limit,
            Sentence limitSource,
            YearMonth noLongerFits) {}

    /**
     * One month.
     *
     * @param purchase with what the demand fits; empty without prices
     * @param oneOff for steps that are new in it
     * @param cumulated since the first month
     */
    public record Month(
            YearMonth month, double tenants, Optional<Purchase> purchase, BigDecimal oneOff, BigDecimal cumulated) {}

    /** Whether all fits that has a limit; empty if nothing has: then nobody knows. */
    public Optional<Boolean> fits() {
        List<Need> judged = needs.stream().filter(need -> need.limit() != null).toList();
        return judged.isEmpty()
                ? Optional.empty()
                : Optional.of(judged.stream().allMatch(need -> need.noLongerFits() == null));
    }

    /** The last month. */
    public Month end() {
        return months.getLast();
    }
}
