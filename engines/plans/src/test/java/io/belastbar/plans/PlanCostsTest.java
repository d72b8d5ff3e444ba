package io.belastbar.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.contracts.PlanShare;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCostsTest {

    private static PlanNode node(String type, String relation, double rows, double cost, PlanNode... children) {
        return new PlanNode(
                type, "public", relation, relation, null, null, null, List.of(), rows, cost, List.of(children));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list-without-index",
                "count-without-index",
                "join",
                "list-with-index",
                "or-filter",
                "primary-key"
            })
    void sharesOfARealPlanAddUpToTheWhole(String name) {
        double sum = PlanCosts.shares(Plans.plan(name)).stream()
                .mapToDouble(PlanShare::share)
                .sum();

        assertThat(sum).isBetween(0.9, 1.0 + 1e-9);
    }

    @Test
    void scanBelowASortIsTheDearPart() {
        assertThat(PlanCosts.shares(Plans.plan("list-without-index")).getFirst().node())
                .isEqualTo("Seq Scan");
    }

    @Test
    void innerSideOfANestedLoopRunsForEachOuterRow() {
        var plan = node("Nested Loop", null, 100, 1000, node("Seq Scan", "a", 100, 100), node("Index Scan", "b", 1, 8));

        assertThat(PlanCosts.shares(plan)).extracting(PlanShare::relation).containsExactly("b", null, "a");
        assertThat(PlanCosts.shares(plan).getFirst().share()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void limitThatStopsEarlyHasNoCostOfItsOwn() {
        var plan = node("Limit", null, 10, 1, node("Seq Scan", "a", 10_000, 1000));

        assertThat(PlanCosts.shares(plan)).singleElement().satisfies(share -> {
            assertThat(share.relation()).isEqualTo("a");
            assertThat(share.share()).isEqualTo(1);
        });
    }

    @Test
    void planWithoutCostsTellsNothing() {
        assertThat(PlanCosts.shares(node("Result", null, 1, 0))).isEmpty();
        assertThat(PlanCosts.shares(node("Result", null, 1, Double.NaN))).isEmpty();
    }
}
