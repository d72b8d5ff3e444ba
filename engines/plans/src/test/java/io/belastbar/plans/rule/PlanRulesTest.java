package io.belastbar.plans.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.plans.Plan;
import io.belastbar.plans.PlanParser;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule on plans that PostgreSQL 14, 16 and 18 made: see {@link MadePlans}. */
class PlanRulesTest {

    static Stream<MadePlans.Made> bad() {
        return MadePlans.all("bad");
    }

    static Stream<MadePlans.Made> good() {
        return MadePlans.all("good");
    }

    @ParameterizedTest
    @MethodSource
    void bad(MadePlans.Made made) {
        List<Advice> advice = PlanRules.advise(made.plan());

        List<String> certain =
                made.expected().stream().filter(rule -> !rule.endsWith("?")).toList();
        List<String> told = advice.stream()
                .map(Advice::rule)
                .filter(rule -> !made.expected().contains(rule + "?"))
                .toList();
        assertThat(told).containsExactlyInAnyOrderElementsOf(certain);
        assertThat(advice)
                .isSortedAccordingTo(Comparator.comparingDouble(Advice::weight).reversed());
    }

    @ParameterizedTest
    @MethodSource
    void good(MadePlans.Made made) {
        assertThat(PlanRules.advise(made.plan())).extracting(Advice::rule).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void sentencesAreWholeInBothLanguages(MadePlans.Made made) {
        for (Advice advice : PlanRules.advise(made.plan())) {
            assertThat(Stream.of(advice.title(), advice.seen(), advice.remedy(), advice.threshold())
                            .flatMap(text -> Stream.of(text.english(), text.german())))
                    .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContainPattern("\\{\\d}|null"));
        }
    }

    @Test
    void atLeastTwentyFiveBadAndFifteenGoodPlansOfEachVersion() {
        for (int version : List.of(14, 16, 18)) {
            assertThat(bad().filter(made -> made.version() == version)).hasSizeGreaterThanOrEqualTo(25);
            assertThat(good().filter(made -> made.version() == version)).hasSizeGreaterThanOrEqualTo(15);
        }
    }

    @Test
    void everyRuleFiresSomewhereAndHasANameOfItsOwn() {
        Set<String> fired = bad().map(MadePlans.Made::plan)
                .flatMap(plan -> PlanRules.advise(plan).stream())
                .map(Advice::rule)
                .collect(Collectors.toSet());
        List<String> names = PlanRules.ALL.stream().map(PlanRule::name).toList();

        assertThat(names).doesNotHaveDuplicates();
        // The servers here are built without JIT; planning that takes so long has a machine that is busy otherwise.
        Set<String> elsewhere = Set.of("jit-time", "planning-time");
        assertThat(names).allMatch(name -> fired.contains(name) || elsewhere.contains(name));
    }

    @Test
    void noRuleFailsOnAPlanWithoutMeasurements() {
        assertThat(Stream.concat(bad(), good()).map(MadePlans.Made::unmeasured)).allSatisfy(plan -> {
            assertThat(plan.isMeasured()).isFalse();
            assertThat(PlanRules.advise(plan)).allMatch(advice -> advice.weight() <= 1);
        });
    }

    @Test
    void withoutTimesTheSameIsSeenByBlocksAndRows() {
        Plan untimed = made("bad", "filtered-scan").untimed();

        assertThat(PlanRules.advise(untimed)).singleElement().satisfies(advice -> {
            assertThat(advice.rule()).isEqualTo("filtered-scan");
            assertThat(advice.seen().english()).contains("blocks");
        });
    }

    /** The section as version 17 and newer print it (documentation, 30.1); the servers here are built without it. */
    @Test
    void compilationIsToldFromAFifthOfTheExecutionOn() {
        String jit = """
                "JIT": {"Functions": 12, "Options": {"Inlining": true}, "Timing": {"Generation": {"Deform": 0.4,
                "Total": 1.5}, "Inlining": %s, "Optimization": 20.1, "Emission": 14.2, "Total": %s}}, "Triggers":
                """;
        String plan = made("good", "whole-table-aggregate").json();

        assertThat(rules(plan.replaceFirst("\"Triggers\":", jit.formatted("9.0", "44.8"))))
                .containsExactly("jit-time");
        assertThat(rules(plan.replaceFirst("\"Triggers\":", jit.formatted("0.1", "1.9"))))
                .isEmpty();
    }

    @Test
    void planningIsToldWhenItTakesLongerThanTheExecutionAndTenMilliseconds() {
        String plan = made("good", "primary-key").json();

        assertThat(rules(plan.replaceFirst("\"Planning Time\": [0-9.]+", "\"Planning Time\": 41.5")))
                .containsExactly("planning-time");
        assertThat(rules(plan.replaceFirst("\"Planning Time\": [0-9.]+", "\"Planning Time\": 4.5")))
                .isEmpty();
    }

    @Test
    void partitionsOfOneTableAreOneAdvice() {
        Advice advice =
                PlanRules.advise(made("bad", "filtered-scan-partitions").plan()).getFirst();

        assertThat(advice.evidence()).containsEntry("branches", "3");
        assertThat(advice.weight()).isGreaterThan(0.9);
        assertThat(advice.remedy().german()).contains("Partitionen");
    }

    @Test
    void remediesAreReadyToRun() {
        assertThat(sql("filtered-scan")).endsWith("ON orders (customer_id)");
        assertThat(sql("filtered-scan-expression")).isEqualTo("CREATE INDEX CONCURRENTLY ON customer ((lower(email)))");
        assertThat(sql("filtered-scan-like")).contains("USING gin (note gin_trgm_ops)");
        assertThat(sql("filtered-scan-quoted")).contains("ON \"Lager\".\"Bestände Größe\" (\"Artikel$Nr\")");
        assertThat(sql("index-filter")).endsWith("ON orders (tenant_id, customer_id)");
        assertThat(sql("index-filter-range")).endsWith("ON orders (status, placed_at)");
        assertThat(sql("filtered-scan-range")).endsWith("ON stock (amount)");
        assertThat(sql("limit-over-sort")).endsWith("ON orders (amount DESC)");
        assertThat(sql("limit-over-sort-filter")).endsWith("ON orders (status, amount, id)");
        assertThat(sql("heap-fetches")).isEqualTo("VACUUM (ANALYZE) unvacuumed");
        assertThat(sql("misestimate-correlated"))
                .isEqualTo("CREATE STATISTICS ON city, zip FROM customer; ANALYZE customer");
        assertThat(sql("sort-spill")).isEqualTo("SET LOCAL work_mem = '96MB'");
    }

    @Test
    void whatIsNoStatementToRunIsNotGivenAsOne() {
        assertThat(sql("filtered-scan-or")).isNull();
        assertThat(sql("filtered-scan-element")).isNull();
        assertThat(sql("index-filter-for-order")).isNull();
    }

    /** They fire on good plans: that is why none of them is advice. */
    @Test
    void whatRequirementsFourLookAtIsARemindedListOfItsOwn() {
        Plan joined = made("good", "hash-join-whole-tables").plan();

        assertThat(PlanRules.checklist(joined))
                .extracting(Advice::rule)
                .contains("checklist-hash-join", "checklist-sequential-scan");
        assertThat(PlanRules.checklist(joined)).allMatch(advice -> advice.weight() <= 0.01);
        assertThat(PlanRules.checklist(made("bad", "inner-loops").plan()))
                .extracting(Advice::rule)
                .contains("checklist-nested-loop");
        assertThat(PlanRules.checklist(made("bad", "sort-spill").plan()))
                .extracting(Advice::rule)
                .contains("checklist-sort");
        assertThat(PlanRules.checklist(made("good", "primary-key").plan())).isEmpty();
    }

    private static String sql(String bad) {
        return PlanRules.advise(made("bad", bad).plan()).getFirst().evidence().get("sql");
    }

    private static List<String> rules(String json) {
        return PlanRules.advise(PlanParser.plan(json)).stream()
                .map(Advice::rule)
                .toList();
    }

    private static MadePlans.Made made(String folder, String name) {
        return MadePlans.all(folder)
                .filter(made -> made.name().equals(name) && made.version() == 18)
                .findFirst()
                .orElseThrow();
    }
}
