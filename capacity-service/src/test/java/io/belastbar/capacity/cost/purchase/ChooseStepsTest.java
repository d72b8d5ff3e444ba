package io.belastbar.capacity.cost.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.price.PriceListParser;
import io.belastbar.capacity.cost.purchase.Purchase.Bought;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChooseStepsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
    private static final PriceList PRICES = PriceListParser.parse("""
            prices:
              currency: EUR
              base_monthly: 2500
              steps:
                - { name: middle, kind: machine, provides: { storage: 500 GB, connections: 300 }, monthly: 4000 }
                - { name: large, kind: machine, provides: { storage: 2 TB, connections: 300 }, monthly: 7000 }
                - { name: shard, kind: shard, provides: { storage: 400 GB, throughput: 5000 }, monthly: 1200 }
                - { name: replica, kind: replica, provides: { throughput: 6000 }, monthly: 1000 }
                - { name: later, kind: replica, provides: { throughput: 6000 }, monthly: 1, valid_from: 2026-04-01 }
            """);
    private static final ChooseSteps STEPS =
            new ChooseSteps(PRICES, Map.of(Means.STORAGE, 3e11, Means.THROUGHPUT, 8000.0));

    @Test
    void whatFitsCostsWhatItCosts() {
        var purchase = bought(STEPS, Map.of(Means.STORAGE, 3e11, Means.THROUGHPUT, 8000.0), DAY);

        assertThat(purchase.bought()).isEmpty();
        assertThat(purchase.lacking()).isEmpty();
        assertThat(purchase.monthly()).isEqualByComparingTo("2500");
    }

    @Test
    void aShardBesideTheOldMachineIsCheaperThanTheNextMachine() {
        var purchase = bought(STEPS, Map.of(Means.STORAGE, 3.1e11), DAY);

        assertThat(purchase.bought()).containsExactly(new Bought("shard", 1));
        assertThat(purchase.monthly()).isEqualByComparingTo("3700");
    }

    @Test
    void aMachineReplacesTheOldOneAndShardsAreAdded() {
        assertThat(bought(STEPS, Map.of(Means.STORAGE, 1.9e12), DAY).bought()).containsExactly(new Bought("large", 1));
        var more = bought(STEPS, Map.of(Means.STORAGE, 2.5e12), DAY);
        assertThat(more.bought()).containsExactly(new Bought("large", 1), new Bought("shard", 2));
        assertThat(more.monthly()).isEqualByComparingTo("9400");
    }

    @Test
    void whatAStepBringsForOneMeansCountsForTheNext() {
        var purchase = bought(STEPS, Map.of(Means.STORAGE, 6e11, Means.THROUGHPUT, 12_000.0), DAY);

        assertThat(purchase.bought()).containsExactly(new Bought("shard", 1));
    }

    @Test
    void aStepThatIsNotOfferedYetIsNotBought() {
        var demand = Map.of(Means.THROUGHPUT, 14_000.0);

        assertThat(bought(STEPS, demand, DAY).bought()).containsExactly(new Bought("replica", 1));
        assertThat(bought(STEPS, demand, DAY.plusDays(1)).bought()).containsExactly(new Bought("later", 1));
    }

    @Test
    void whatNoStepProvidesIsLackingAndTheRestIsBought() {
        var none = bought(
                new ChooseSteps(PRICES, Map.of(Means.TENANTS, 40.0, Means.STORAGE, 3e11)),
                Map.of(Means.TENANTS, 41.0, Means.STORAGE, 3.1e11),
                DAY);

        assertThat(none.lacking()).containsExactly(Means.TENANTS);
        assertThat(none.bought()).containsExactly(new Bought("shard", 1));
    }

    @Test
    void aDemandBeyondAllReasonIsLackingAndNotAThousandFold() {
        assertThat(bought(STEPS, Map.of(Means.STORAGE, 1e30), DAY).lacking()).containsExactly(Means.STORAGE);
    }

    @Test
    void whatHasNoLimitThatIsKnownFits() {
        assertThat(bought(STEPS, Map.of(Means.CONNECTIONS, 1e6), DAY).bought()).isEmpty();
    }

    /** A shard from March, the large machine from June on, and never the shard back, nor the machine a second time. */
    @Test
    void whatIsBoughtStaysUntilALargerMachineReplacesIt() {
        Purchase before = Purchase.NONE;
        for (double storage : new double[] {3.1e11, 2.9e11, 6e11, 3.2e11, 1e12, 2.5e12, 3e11, 2.9e12}) {
            Purchase after = STEPS.next(before, Map.of(Means.STORAGE, storage), DAY, 6);

            assertThat(after.lacking()).isEmpty();
            if (after.count("large") == before.count("large") && after.count("middle") == before.count("middle")) {
                for (Bought kept : before.bought()) {
                    assertThat(after.count(kept.step())).isGreaterThanOrEqualTo(kept.count());
                }
            }
            assertThat(after.count("large")).isGreaterThanOrEqualTo(before.count("large"));
            before = after;
        }
        assertThat(before.bought()).containsExactly(new Bought("large", 1), new Bought("shard", 3));
    }

    @Test
    void aMachineThatCostsMuchOnceIsNotBoughtForItsLastMonth() {
        var prices = PriceListParser.parse("""
                prices:
                  currency: EUR
                  base_monthly: 1000
                  steps:
                    - { name: big, kind: machine, provides: { storage: 1 TB }, monthly: 1500, one_off: 10000 }
                    - { name: shard, kind: shard, provides: { storage: 400 GB }, monthly: 1000, one_off: 100 }
                """);
        var steps = new ChooseSteps(prices, Map.of(Means.STORAGE, 3e11));
        var demand = Map.of(Means.STORAGE, 4e11);

        assertThat(steps.next(Purchase.NONE, demand, DAY, 2).bought()).containsExactly(new Bought("shard", 1));
        var years = steps.next(Purchase.NONE, demand, DAY, 36);
        assertThat(years.bought()).containsExactly(new Bought("big", 1));
        assertThat(steps.oneOff(Purchase.NONE, years)).isEqualByComparingTo("10000");
        assertThat(steps.oneOff(years, years)).isEqualByComparingTo("0");
    }

    @Test
    void aFactorMultipliesWhatIsPaidOnceToo() {
        var prices = PriceListParser.parse("""
                prices:
                  currency: EUR
                  base_monthly: 1000
                  steps:
                    - { name: big, kind: machine, provides: { storage: 1 TB }, monthly: 1500, one_off: 10000 }
                """).with(Map.of(), new BigDecimal("1.1"));

        assertThat(prices.step("big").orElseThrow().oneOff()).isEqualByComparingTo("11000");
        assertThat(prices.step("big").orElseThrow().monthly()).isEqualByComparingTo("1650");
    }

    private static Purchase bought(ChooseSteps steps, Map<Means, Double> demand, LocalDate day) {
        return steps.next(Purchase.NONE, demand, day, 1);
    }
}
