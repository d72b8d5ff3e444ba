package io.belastbar.plans;

import static io.belastbar.plans.Explained.node;
import static io.belastbar.plans.Explained.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures of real plans, held against what the server says elsewhere and against the data that it was asked about. */
class PlanArithmeticTest {
    private static final int ORDERS = 120_000;

    static Stream<String> all() {
        return Explained.all();
    }

    static Stream<Plan> scansOfOrders() {
        return Stream.of("parallel-aggregate", "parallel-terse", "parallel-no-workers", "parallel-sort", "sort-disk")
                .flatMap(name -> Explained.VERSIONS.stream().map(version -> plan(version, name)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void ownTimesOfAllNodesAddUpToTheRoots(String path) {
        Plan plan = Explained.plan(path);

        assertThat(plan.nodes().stream().mapToDouble(MeasuredNode::ownMs).sum())
                .isCloseTo(
                        plan.root().totalMs()
                                + unread(plan)
                                        .mapToDouble(MeasuredNode::totalMs)
                                        .sum(),
                        within(0.002));
    }

    @ParameterizedTest
    @MethodSource("all")
    void ownBlocksOfAllNodesAreTheRoots(String path) {
        Plan plan = Explained.plan(path);

        assertThat(plan.nodes().stream()
                        .mapToDouble(node -> node.ownBlocks().touched())
                        .sum())
                .isEqualTo(plan.root().blocks().touched()
                        + unread(plan)
                                .mapToDouble(node -> node.blocks().touched())
                                .sum());
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingTakesLongerThanTheExecution(String path) {
        Plan plan = Explained.plan(path);

        assertThat(plan.totalMs()).isGreaterThanOrEqualTo(plan.executionMs().orElse(0));
        assertThat(plan.nodes().stream().mapToDouble(MeasuredNode::share).sum()).isLessThanOrEqualTo(1 + 1e-9);
        if (plan.executionMs().isPresent()) {
            assertThat(plan.totalMs()).isCloseTo(plan.executionMs().getAsDouble(), within(0.001));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void triggersAndSerializationStayWithinTheExecution(String path) {
        Plan plan = Explained.plan(path);
        double beside = plan.triggers().stream().mapToDouble(Plan.Trigger::ms).sum()
                + plan.serializationMs().orElse(0);

        assertThat(beside).isLessThanOrEqualTo(plan.totalMs());
    }

    @ParameterizedTest
    @MethodSource("scansOfOrders")
    void keptAndRemovedRowsOfAllProcessesAreTheWholeTable(Plan plan) {
        MeasuredNode scan = node(plan, "Seq Scan");
        RowCount looked = scan.rows().plus(scan.removedRows());

        assertThat(ORDERS * 1.0).isBetween(looked.min(), looked.max());
        assertThat(looked.uncertainty()).isLessThanOrEqualTo(scan.loops());
    }

    @Test
    void meansOfManyLoopsBoundTheTrueCount() {
        long expensive = IntStream.rangeClosed(1, ORDERS)
                .filter(i -> i * 37L % 10_000 > 9_950)
                .count();
        for (int version : Explained.VERSIONS) {
            Plan plan = plan(version, "nested-loop-rounded");
            MeasuredNode inner = node(plan, "Bitmap Heap Scan", "Index Scan", "Seq Scan");

            assertThat(expensive * 1.0)
                    .isBetween(inner.rows().min(), inner.rows().max());
        }
    }

    private static MeasuredNode node(Plan plan, String... types) {
        return plan.nodes().stream()
                .filter(node -> node.is(types) && node.loops() > 1)
                .findFirst()
                .orElseGet(() -> Explained.node(plan, types[types.length - 1]));
    }

    @Test
    void workersShareTheClock() {
        for (int version : Explained.VERSIONS) {
            Plan plan = plan(version, "parallel-aggregate");
            MeasuredNode gather = plan.nodes().stream()
                    .filter(node -> node.is("Gather", "Gather Merge"))
                    .findFirst()
                    .orElseThrow();
            MeasuredNode scan = Explained.node(plan, "Seq Scan");

            assertThat(gather.processes()).isEqualTo(1);
            assertThat(scan.processes()).isEqualTo(3);
            assertThat(scan.workers()).hasSize(2);
            assertThat(scan.totalMs()).isLessThan(gather.totalMs());
            assertThat(scan.totalMs())
                    .isCloseTo(scan.attributes().number("Actual Total Time").orElseThrow(), within(0.001));
        }
    }

    @Test
    void noWorkersAreOneProcess() {
        for (int version : Explained.VERSIONS) {
            Plan plan = plan(version, "parallel-no-workers");

            assertThat(Explained.node(plan, "Gather").attributes().number("Workers Launched"))
                    .hasValue(0);
            assertThat(Explained.node(plan, "Seq Scan").processes()).isEqualTo(1);
        }
    }

    @Test
    void privateHashTablesCountOncePerProcess() {
        for (int version : Explained.VERSIONS) {
            MeasuredNode own = Explained.node(plan(version, "parallel-private-hash"), "Hash");
            MeasuredNode shared = Explained.node(plan(version, "parallel-hash-join"), "Hash");

            assertThat(own.memoryKb()).isEqualTo(3 * own.attributes().numberOrZero("Peak Memory Usage"));
            assertThat(shared.memoryKb()).isEqualTo(shared.attributes().numberOrZero("Peak Memory Usage"));
        }
    }

    @Test
    void spilledFilesOfAllProcessesAreCounted() {
        for (int version : Explained.VERSIONS) {
            MeasuredNode sort = Explained.node(plan(version, "parallel-sort"), "Sort");
            double leader = sort.attributes().numberOrZero("Sort Space Used");

            assertThat(sort.workers()).hasSize(2).allSatisfy(worker -> assertThat(sort.diskKb())
                    .isGreaterThan(leader + worker.numberOrZero("Sort Space Used")));
            assertThat(Explained.node(plan(version, "sort-disk"), "Sort").diskKb())
                    .isGreaterThan(1_000);
            assertThat(Explained.node(plan(version, "hashagg-disk"), "Aggregate")
                            .diskKb())
                    .isPositive();
            assertThat(Explained.node(plan(version, "hashagg-disk"), "Aggregate")
                            .hashBatches())
                    .isGreaterThan(1);
            assertThat(Explained.node(plan(version, "hash-batches"), "Hash").hashBatches())
                    .isGreaterThan(1);
        }
    }

    @Test
    void commonTableExpressionsCountOnce() {
        for (int version : Explained.VERSIONS) {
            Plan plan = plan(version, "cte-twice");
            MeasuredNode cte = plan.nodes().stream()
                    .filter(MeasuredNode::isCte)
                    .findFirst()
                    .orElseThrow();
            double scans = plan.nodes().stream()
                    .filter(node -> node.is("CTE Scan"))
                    .mapToDouble(MeasuredNode::ownMs)
                    .sum();

            assertThat(cte.totalMs()).isGreaterThan(plan.totalMs() / 2);
            assertThat(scans).isLessThan(plan.totalMs() / 10);
        }
    }

    @Test
    void initPlansAreTakenOffWhereTheyWereExecuted() {
        for (int version : Explained.VERSIONS) {
            for (String name : List.of("initplan", "initplan-gather", "initplan-hidden")) {
                Plan plan = plan(version, name);
                MeasuredNode init = plan.nodes().stream()
                        .filter(node -> node.relationship().equals("InitPlan"))
                        .findFirst()
                        .orElseThrow();
                List<MeasuredNode> inside = init.flatten();
                double outside = plan.nodes().stream()
                        .filter(node -> !inside.contains(node))
                        .mapToDouble(MeasuredNode::ownMs)
                        .sum();

                assertThat(outside).isCloseTo(plan.root().totalMs() - init.totalMs(), within(0.002));
            }
        }
    }

    @Test
    void whatWasNotNeededWasNeverExecuted() {
        for (int version : Explained.VERSIONS) {
            Plan plan = plan(version, "never-executed");
            List<MeasuredNode> never =
                    plan.nodes().stream().filter(MeasuredNode::isNeverExecuted).toList();

            assertThat(never).isNotEmpty().allSatisfy(node -> {
                assertThat(node.totalMs()).isZero();
                assertThat(node.rows()).isEqualTo(RowCount.NONE);
                assertThat(node.estimateFactor()).isEmpty();
            });
        }
    }

    @Test
    void plansWithoutMeasurementHaveNoFigures() {
        for (int version : Explained.VERSIONS) {
            Plan plan = plan(version, "planned-verbose");

            assertThat(plan.isMeasured()).isFalse();
            assertThat(plan.totalMs()).isZero();
            assertThat(plan.root().share()).isZero();
            assertThat(plan.root().estimateFactor()).isEmpty();
            assertThat(plan.root().plannedRows()).isPositive();
        }
    }

    @Test
    void rowsAreCountedWithoutTimesToo() {
        Plan plan = plan(18, "timing-off");

        assertThat(plan.isMeasured()).isTrue();
        assertThat(plan.isTimed()).isFalse();
        assertThat(plan.executionMs()).isPresent();
        assertThat(Explained.node(plan, "Seq Scan").rows().value()).isEqualTo(60_000);
    }

    @Test
    void compilationIsRead() {
        Plan plan = plan(15, "jit");

        assertThat(plan.jit()).hasValueSatisfying(jit -> {
            assertThat(jit.functions()).isPositive();
            assertThat(jit.generationMs() + jit.inliningMs() + jit.optimizationMs() + jit.emissionMs())
                    .isCloseTo(jit.totalMs(), within(0.01));
        });
        assertThat(plan(18, "hash-join").jit()).isEmpty();
    }

    @Test
    void sectionsBesideTheTreeAreRead() {
        Plan plan = plan(18, "serialize");

        assertThat(plan.serializationMs()).isPresent();
        assertThat(plan.planningMs()).isPresent();
        assertThat(plan.queryId()).isPresent();
        assertThat(plan.settings()).containsKey("search_path");
        assertThat(plan.attributes().section("Planning").number("Memory Used")).isPresent();
        assertThat(plan(18, "update-triggers").triggers())
                .extracting(Plan.Trigger::name)
                .containsExactlyInAnyOrder("customer_stamp", "customer_logged");
    }

    @Test
    void limitsThatWereSatisfiedLeaveRowsUnread() {
        assertThat(Explained.node(plan(18, "limit-early"), "Seq Scan").mayHaveStoppedEarly())
                .isTrue();
        assertThat(Explained.node(plan(18, "gather-merge-limit"), "Seq Scan").mayHaveStoppedEarly())
                .isFalse();
        assertThat(Explained.node(plan(18, "hash-join"), "Seq Scan").mayHaveStoppedEarly())
                .isFalse();
        assertThat(Explained.node(plan(18, "merge-join"), "Index Only Scan").mayHaveStoppedEarly())
                .isTrue();
    }

    /** Written CTEs that nobody reads are executed after all others, inside no node. */
    private static Stream<MeasuredNode> unread(Plan plan) {
        List<String> read = plan.nodes().stream()
                .filter(node -> node.is("CTE Scan"))
                .map(node -> "CTE " + node.attributes().text("CTE Name").orElseThrow())
                .toList();
        return plan.nodes().stream().filter(node -> node.isCte() && !read.contains(node.subplanName()));
    }
}
