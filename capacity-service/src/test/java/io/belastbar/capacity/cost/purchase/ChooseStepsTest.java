package io.belastbar.capacity.cost.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.price.PriceListParser;
import io.belastbar.capacity.cost.purchase.Purchase.Bought;
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
        var purchase = STEPS.cheapest(Map.of(Means.STORAGE, 3e11, Means.THROUGHPUT, 8000.0), DAY);

        assertThat(purchase.bought()).isEmpty();
        assertThat(purchase.lacking()).isEmpty();
        assertThat(purchase.monthly()).isEqualByComparingTo("2500");
    }

    @Test
    void aShardBesideTheOldMachineIsCheaperThanTheNextMachine() {
        var purchase = STEPS.cheapest(Map.of(Means.STORAGE, 3.1e11), DAY);

        assertThat(purchase.bought()).containsExactly(new Bought("shard", 1));
        assertThat(purchase.monthly()).isEqualByComparingTo("3700");
    }

    @Test
    void aMachineReplacesTheOldOneAndShardsAreAdded() {
        assertThat(STEPS.cheapest(Map.of(Means.STORAGE, 1.9e12), DAY).bought()).containsExactly(new Bought("large", 1));
        var more = STEPS.cheapest(Map.of(Means.STORAGE, 2.5e12), DAY);
        assertThat(more.bought()).containsExactly(new Bought("large", 1), new Bought("shard", 2));
        assertThat(more.monthly()).isEqualByComparingTo("9400");
    }

    @Test
    void whatAStepBringsForOneMeansCountsForTheNext() {
        var purchase = STEPS.cheapest(Map.of(Means.STORAGE, 6e11, Means.THROUGHPUT, 12_000.0), DAY);

        assertThat(purchase.bought()).containsExactly(new Bought("shard", 1));
    }

    @Test
    void aStepThatIsNotOfferedYetIsNotBought() {
        var demand = Map.of(Means.THROUGHPUT, 14_000.0);

        assertThat(STEPS.cheapest(demand, DAY).bought()).containsExactly(new Bought("replica", 1));
        assertThat(STEPS.cheapest(demand, DAY.plusDays(1)).bought()).containsExactly(new Bought("later", 1));
    }

    @Test
    void whatNoStepProvidesIsLackingAndTheRestIsBought() {
        var none = new ChooseSteps(PRICES, Map.of(Means.TENANTS, 40.0, Means.STORAGE, 3e11))
                .cheapest(Map.of(Means.TENANTS, 41.0, Means.STORAGE, 3.1e11), DAY);

        assertThat(none.lacking()).containsExactly(Means.TENANTS);
        assertThat(none.bought()).containsExactly(new Bought("shard", 1));
    }

    @Test
    void aDemandBeyondAllReasonIsLackingAndNotAThousandFold() {
        assertThat(STEPS.cheapest(Map.of(Means.STORAGE, 1e30), DAY).lacking()).containsExactly(Means.STORAGE);
    }

    @Test
    void whatHasNoLimitThatIsKnownFits() {
        assertThat(STEPS.cheapest(Map.of(Means.CONNECTIONS, 1e6), DAY).bought()).isEmpty();
    }
}
