package io.belastbar.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.document.InvalidInput;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every plan, however strange. */
class PlanLawsTest {
    private static final double ROUNDING = 1e-6;

    @Provide
    Arbitrary<String> nodes() {
        return node(4);
    }

    private static Arbitrary<String> node(int depth) {
        Arbitrary<List<String>> children = depth == 0
                ? Arbitraries.just(List.of())
                : Arbitraries.lazy(() -> node(depth - 1)).list().ofMaxSize(3);
        Arbitrary<String> type = Arbitraries.of(
                "Seq Scan", "Gather", "Gather Merge", "CTE Scan", "Hash", "Sort", "Limit", "Merge Join", "Nova");
        Arbitrary<String> relationship = Arbitraries.of("Outer", "Inner", "InitPlan", "SubPlan", "Member", "Odd");
        Arbitrary<String> subplan = Arbitraries.of("CTE a", "CTE b", "InitPlan 1 (returns $0)", "InitPlan 2", "");
        Arbitrary<String> filter = Arbitraries.of("(x = $0)", "(y = (InitPlan 2).col1)", "true");
        Arbitrary<String> loops = Arbitraries.of("0", "1", "2", "3", "7", "20000", "1e12");
        Arbitrary<String> time = Arbitraries.of("0.000", "0.001", "1.5", "400", "1e9");
        Arbitrary<String> named = Combinators.combine(type, relationship, subplan, filter)
                .as((t, r, s, f) ->
                        "\"Node Type\":\"%s\",\"Parent Relationship\":\"%s\",\"Subplan Name\":\"%s\",\"Filter\":\"%s\",\"CTE Name\":\"a\""
                                .formatted(t, r, s, f));
        Arbitrary<String> measured = Combinators.combine(loops, time, time)
                .as((l, t, rows) ->
                        ",\"Actual Loops\":%s,\"Actual Total Time\":%s,\"Actual Rows\":%s,\"Shared Hit Blocks\":%s"
                                .formatted(l, t, rows, l));
        return Combinators.combine(named, measured, children)
                .as((name, figures, below) -> "{" + name + figures + ",\"Plans\":"
                        + below.stream().collect(Collectors.joining(",", "[", "]")) + "}");
    }

    @Property(tries = 400)
    void ownPartsAreNeverNegativeAndSharesAreAtMostAll(@ForAll("nodes") String root) {
        Plan plan = PlanParser.plan("{\"Plan\":" + root + ",\"Execution Time\":5}");

        double shares = 0;
        for (MeasuredNode node : plan.nodes()) {
            assertThat(node.ownMs()).isNotNegative().isFinite();
            assertThat(node.ownMs()).isLessThanOrEqualTo(node.totalMs() * (1 + ROUNDING));
            assertThat(node.ownBlocks().touched()).isNotNegative().isFinite();
            assertThat(node.processes()).isGreaterThanOrEqualTo(1).isFinite();
            assertThat(node.share()).isBetween(0.0, 1.0);
            assertThat(node.shareWithChildren()).isBetween(0.0, 1.0);
            assertThat(node.rows().min()).isLessThanOrEqualTo(node.rows().value());
            assertThat(node.rows().max()).isGreaterThanOrEqualTo(node.rows().value());
            assertThat(node.estimateFactor().orElse(1)).isPositive().isFinite();
            shares += node.share();
        }
        assertThat(shares).isLessThanOrEqualTo(1 + ROUNDING);
    }

    @Property(tries = 200)
    void nodesAreNumberedFromTheTopDown(@ForAll("nodes") String root) {
        List<MeasuredNode> nodes = PlanParser.plan("{\"Plan\":" + root + "}").nodes();

        for (int i = 0; i < nodes.size(); i++) {
            assertThat(nodes.get(i).index()).isEqualTo(i);
            assertThat(nodes.get(i).parent().map(MeasuredNode::index).orElse(-1))
                    .isLessThan(i);
        }
    }

    @Property(tries = 500)
    void anyTextIsAPlanOrRefused(@ForAll String text) {
        assertPlanOrRefused(text);
    }

    @Property(tries = 500)
    void anyDamagedPlanIsAPlanOrRefused(@ForAll("damaged") String text) {
        assertPlanOrRefused(text);
    }

    @Provide
    Arbitrary<String> damaged() {
        String whole = Explained.text(18, "parallel-sort");
        Arbitrary<Integer> at = Arbitraries.integers().between(0, whole.length() - 1);
        Arbitrary<String> instead =
                Arbitraries.of("", "\"", "{", "}", "[", "]", ",", "-", "e", "\\", "\0", "null", "9");
        return Combinators.combine(at, instead)
                .as((index, text) -> whole.substring(0, index) + text + whole.substring(index + 1));
    }

    private static void assertPlanOrRefused(String text) {
        try {
            assertThat(PlanParser.plan(text).nodes()).isNotEmpty();
        } catch (InvalidInput refused) {
            assertThat(refused.errors()).isNotEmpty();
        }
    }
}
