package io.belastbar.capacity.cost.whatif;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.purchase.Purchase;
import io.belastbar.capacity.cost.purchase.Purchase.Bought;
import io.belastbar.capacity.cost.scalability.Ceiling;
import io.belastbar.capacity.cost.situation.MeansOfMetric;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.math.BigDecimal;
import java.util.List;

/**
 * The answer over HTTP.
 *
 * @param growthPerYear of the size of each tenant
 * @param currency of all amounts; null without prices
 * @param fits whether all fits that has a limit; absent if nothing could be judged
 * @param notJudged of what no limit, or no need of a tenant, is known
 * @param months each with the demand at its end; amounts are null without prices
 * @param sentences the same for people, the most important first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WhatIfAnswer(
        String system,
        double tenantsNow,
        double tenants,
        double growthPerYear,
        String currency,
        Boolean fits,
        List<Means> notJudged,
        List<NeedView> needs,
        List<MonthView> months,
        CeilingView ceiling,
        List<String> sentences,
        List<String> assumptions) {

    /** Of one means, in {@code unit}: storage in B, throughput in req/s, what is counted in what it is. {@code noLongerFits} is the first month (2027-03). */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NeedView(
            Means means,
            String unit,
            double perTenant,
            double now,
            double then,
            Double limit,
            String limitSource,
            String noLongerFits) {}

    /** One month; {@code lacking} is what no step provides enough of. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MonthView(
            String month,
            double tenants,
            BigDecimal monthly,
            BigDecimal oneOff,
            BigDecimal cumulated,
            List<Bought> steps,
            List<Means> lacking) {}

    /**
     * What test runs show. If {@code shown}: the law's figures, and a peak if there is one; else why not and what to try.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CeilingView(
            boolean shown,
            Double throughput,
            Double lower,
            Double upper,
            Double peakLoad,
            Double rate,
            Double contention,
            Double coherence,
            Ceiling.Reason reason,
            Double nextLoad,
            double highestLoad) {

        /** The same in numbers. */
        public static CeilingView of(Ceiling ceiling) {
            return switch (ceiling) {
                case Ceiling.Shown shown ->
                    new CeilingView(
                            true,
                            shown.throughput(),
                            shown.lower(),
                            shown.upper(),
                            Double.isInfinite(shown.peakLoad()) ? null : shown.peakLoad(),
                            shown.law().rate(),
                            shown.law().contention(),
                            shown.law().coherence(),
                            null,
                            null,
                            shown.highestLoad());
                case Ceiling.NotShown not ->
                    new CeilingView(
                            false,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            not.reason(),
                            not.nextLoad(),
                            not.highestLoad());
            };
        }
    }

    static WhatIfAnswer of(WhatIf answer, ReportLanguage language) {
        return new WhatIfAnswer(
                answer.system(),
                answer.tenantsNow(),
                answer.tenants(),
                answer.growth(),
                answer.prices().map(PriceList::currency).orElse(null),
                answer.fits().orElse(null),
                answer.notJudged(),
                answer.needs().stream().map(need -> need(need, language)).toList(),
                answer.months().stream().map(WhatIfAnswer::month).toList(),
                CeilingView.of(answer.ceiling()),
                in(new WhatIfWords(answer).sentences(), language),
                in(answer.assumptions(), language));
    }

    private static NeedView need(WhatIf.Need need, ReportLanguage language) {
        return new NeedView(
                need.means(),
                MeansOfMetric.unit(need.means()),
                need.perTenant(),
                need.now(),
                need.then(),
                need.limit(),
                need.limitSource() == null ? null : need.limitSource().in(language),
                need.noLongerFits() == null ? null : need.noLongerFits().toString());
    }

    private static MonthView month(WhatIf.Month month) {
        Purchase purchase = month.purchase().orElse(null);
        return purchase == null
                ? new MonthView(month.month().toString(), month.tenants(), null, null, null, null, null)
                : new MonthView(
                        month.month().toString(),
                        month.tenants(),
                        purchase.monthly(),
                        month.oneOff(),
                        month.cumulated(),
                        purchase.bought(),
                        purchase.lacking().isEmpty() ? null : purchase.lacking());
    }

    private static List<String> in(List<Sentence> sentences, ReportLanguage language) {
        return sentences.stream().map(sentence -> sentence.in(language)).toList();
    }
}
