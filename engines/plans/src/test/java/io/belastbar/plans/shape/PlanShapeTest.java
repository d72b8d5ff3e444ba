package io.belastbar.plans.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.plans.Plan;
import io.belastbar.plans.PlanParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On plans that real servers made: {@code rule/bad.sql} and {@code rule/good.sql}. */
class PlanShapeTest {

    @Test
    void scansOfTablesAndIndexesAreTold() throws IOException {
        assertThat(shape("bad-18/inner-loops").text()).isEqualTo("""
                Aggregate
                  Nested Loop
                    Seq Scan on public.orders
                    Index Scan using order_line_pkey on public.order_line""");
        assertThat(shape("bad-18/inner-loops").hash())
                .hasSize(16)
                .isNotEqualTo(shape("bad-18/hash-spill").hash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"filtered-scan", "sort-spill", "limit-over-sort"})
    void workersAreNoOtherShape(String name) throws IOException {
        for (int version : List.of(14, 16, 18)) {
            assertThat(shape("bad-" + version + "/" + name + "-parallel"))
                    .isEqualTo(shape("bad-" + version + "/" + name));
        }
    }

    @Test
    void dividedAggregateIsTheSameAsAWholeOne() throws IOException {
        assertThat(shape("bad-18/workers-missing").text()).isEqualTo("Aggregate\n  Seq Scan on public.orders");
    }

    @Test
    void partitionsThatAreReadInTheSameWayAreOne() throws IOException {
        String all = json("bad-18/filtered-scan-partitions");

        assertThat(shape("bad-18/filtered-scan-partitions").text()).isEqualTo("Seq Scan on public.event");
        assertThat(PlanShape.of(PlanParser.plan(all.replace("event_2025_q3", "event_2031_q4"))))
                .isEqualTo(shape("bad-18/filtered-scan-partitions"));
        assertThat(shape("good-18/partition-pruned").text()).isEqualTo("Aggregate\n  Seq Scan on public.event");
    }

    @Test
    void costsRowsAndTimesAreNoOtherShape() throws IOException {
        assertThat(PlanShape.of(PlanParser.plan(
                        json("bad-18/inner-loops").replaceAll("\"(Plan Rows|Total Cost)\": [0-9.]+", "\"$1\": 7"))))
                .isEqualTo(shape("bad-18/inner-loops"));
    }

    @Test
    void joinOrderAndIndexAreAnotherShape() throws IOException {
        String plan = json("bad-18/inner-loops");

        assertThat(PlanShape.of(PlanParser.plan(plan.replace("order_line_pkey", "other_index"))))
                .isNotEqualTo(shape("bad-18/inner-loops"));
        assertThat(PlanShape.of(PlanParser.plan(plan.replace("Nested Loop", "Hash Join"))))
                .isNotEqualTo(shape("bad-18/inner-loops"));
    }

    @Test
    void indexWithoutAConditionIsReadFromEndToEnd() throws IOException {
        IndexReach whole = IndexReach.of(plan("bad-18/whole-index-scan"));

        assertThat(whole.bounded()).isEmpty();
        assertThat(whole.whole()).singleElement().satisfies(scan -> {
            assertThat(scan.table()).isEqualTo("public.orders");
            assertThat(scan.index()).isEqualTo("orders_placed_at");
        });
        assertThat(IndexReach.of(plan("bad-18/hash-spill")).whole())
                .extracting(IndexReach.Scan::index)
                .containsExactly("orders_pkey");
        assertThat(IndexReach.of(plan("bad-18/wrong-index-for-order")).whole()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "primary-key",
                "order-by-index-limit",
                "order-by-primary-key-limit",
                "maximum",
                "exists-index",
                "range-index",
                "tenant-index",
                "gin-index",
                "index-only"
            })
    void indexThatFindsRowsOrStopsEarlyIsBounded(String name) throws IOException {
        for (int version : List.of(14, 16, 18)) {
            IndexReach reach = IndexReach.of(plan("good-" + version + "/" + name));

            assertThat(reach.whole()).isEmpty();
            assertThat(reach.bounded()).isNotEmpty();
        }
    }

    @Test
    void bitmapBelongsToItsTable() throws IOException {
        assertThat(IndexReach.of(plan("bad-18/index-filter")).bounded())
                .extracting(IndexReach.Scan::table, IndexReach.Scan::index)
                .containsExactly(org.assertj.core.api.Assertions.tuple("public.orders", "orders_tenant"));
    }

    private static PlanShape shape(String name) throws IOException {
        return PlanShape.of(plan(name));
    }

    private static Plan plan(String name) throws IOException {
        return PlanParser.plan(json(name));
    }

    private static String json(String name) throws IOException {
        try (InputStream in = PlanShapeTest.class.getResourceAsStream("/rule/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
