package io.belastbar.capacity.cost.whatif;

import static io.belastbar.capacity.cost.whatif.WhatIfWords.say;

import io.belastbar.capacity.cost.Shown;
import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.situation.Known;
import io.belastbar.capacity.cost.situation.Situation;
import io.belastbar.capacity.cost.whatif.WhatIf.Need;
import io.belastbar.report.Sentence;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What stands behind an answer, each with where it is from. */
final class WhatIfAssumptions {

    private final WhatIfOrder order;
    private final Situation situation;
    private final List<Sentence> said = new ArrayList<>();

    WhatIfAssumptions(WhatIfOrder order, Situation situation) {
        this.order = order;
        this.situation = situation;
    }

    List<Sentence> list(Map<Means, Known> perTenant, Map<Means, Known> room, double growth, List<Need> needs) {
        tenants();
        if (!needs.isEmpty()) {
            said.add(say("whatIfFollowsTenants"));
            needs.forEach(this::trend);
        }
        new EnumMap<>(perTenant)
                .forEach((means, known) ->
                        said.add(say("whatIfPerTenant", Shown.amount(means, known.value()), means, known.source())));
        if (perTenant.containsKey(Means.STORAGE)) {
            said.add(say("whatIfGrowth", growth, growthSource()));
        }
        perTenant.keySet().stream()
                .filter(means -> !room.containsKey(means))
                .sorted()
                .forEach(means -> said.add(say("whatIfRoomUnknown", means)));
        situation.prices().ifPresent(this::prices);
        return said;
    }

    /** Where the upgrade plan, which follows the trend, says another month, that is named. */
    private void trend(Need need) {
        Optional.ofNullable(situation.trend().get(need.means()))
                .map(YearMonth::from)
                .filter(month -> need.noLongerFits() == null
                        ? !month.isAfter(YearMonth.from(situation.today()).plusMonths(order.months()))
                        : Math.abs(ChronoUnit.MONTHS.between(month, need.noLongerFits())) > 1)
                .ifPresent(month -> said.add(say("whatIfTrendDiffers", need.means(), Shown.month(month))));
    }

    private void tenants() {
        YearMonth end = YearMonth.from(situation.today()).plusMonths(order.months());
        if (order.currentTenants().isPresent()) {
            said.add(say(
                    "whatIfTenantsNow", order.currentTenants().getAsDouble(), WhatIfWords.asked(), Shown.month(end)));
        } else if (situation.tenants().isPresent()) {
            Known now = situation.tenants().get();
            said.add(say("whatIfTenantsNow", now.value(), now.source(), Shown.month(end)));
        } else {
            said.add(say("whatIfTenantsUnknown"));
        }
    }

    private Sentence growthSource() {
        return order.growth().isPresent()
                ? WhatIfWords.asked()
                : situation.growth().map(Known::source).orElse(say("whatIfGrowthNotSaid"));
    }

    private void prices(PriceList list) {
        Sentence since = list.validFrom() == null
                ? Sentence.verbatim("")
                : say("whatIfPricesSince", Shown.day(list.validFrom()));
        said.add(situation.pricesOfPlan() ? say("whatIfPricesOfPlan") : say("whatIfPriceList", since));
        if (list.baseMonthly() == null) {
            said.add(say("whatIfBaseUnknown"));
        }
        if (order.priceFactor().compareTo(BigDecimal.ONE) != 0) {
            said.add(say("whatIfPriceFactor", order.priceFactor().doubleValue()));
        }
        new TreeMap<>(order.prices())
                .forEach((step, price) -> said.add(say("whatIfPriceNamed", step, Shown.money(price, list.currency()))));
    }
}
