package io.belastbar.capacity.plan.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.finding.PlanFinding.Kind;
import io.belastbar.capacity.plan.reading.PlanDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanFindingsTest {
    private static final Period HALF_A_YEAR = Period.ofMonths(6);

    @Test
    void tasksAreOverdueOnTheDayAfterTheirLast() throws IOException {
        CapacityPlan plan = PlanDocument.read("forecasts.yml", forecasts());

        assertThat(PlanFindings.of(plan, LocalDate.of(2025, 12, 31), Period.ZERO, List.of()))
                .extracting(PlanFinding::kind)
                .containsExactly(Kind.COST_STEP);
        assertThat(PlanFindings.of(plan, LocalDate.of(2026, 1, 1), Period.ZERO, List.of()))
                .extracting(PlanFinding::title)
                .hasSize(6)
                .contains("Overdue: Redis Cluster aufbauen (aktuell Single Instance)");
    }

    @Test
    void aStepThatCostsMoreIsTheProductOwnersAndToldInTime() throws IOException {
        CapacityPlan plan = PlanDocument.read("forecasts.yml", forecasts());

        assertThat(PlanFindings.of(plan, LocalDate.of(2025, 6, 1), HALF_A_YEAR, List.of()))
                .isEmpty();
        assertThat(PlanFindings.of(plan, LocalDate.of(2025, 7, 1), HALF_A_YEAR, List.of()))
                .extracting(PlanFinding::title, finding -> finding.kind().category(), PlanFinding::responsible)
                .containsExactly(tuple(
                        "Planned costs rise from 2,500 EUR to 4,500 EUR by 2025-12-31, +80 %",
                        "Cost", "Product Owner"));
    }

    @Test
    void costsThatFallAreNoStep() {
        CapacityPlan plan = PlanDocument.read("p", "costs: {current_monthly: 2500, end_2026_monthly: 2000}");

        assertThat(PlanFindings.of(plan, LocalDate.of(2026, 11, 1), HALF_A_YEAR, List.of()))
                .isEmpty();
    }

    @Test
    void growthBeyondTheDesignIsTheArchitects() throws IOException {
        CapacityPlan plan = PlanDocument.read("forecasts.yml", forecasts());
        var ceiling = new DesignCeiling("database.qps", 20_000, "req/s", "Test runs show a ceiling of 20,000.");

        assertThat(PlanFindings.of(plan, LocalDate.of(2026, 1, 1), Period.ZERO, List.of(ceiling)))
                .filteredOn(finding -> finding.kind() == Kind.BEYOND_DESIGN)
                .extracting(PlanFinding::title, finding -> finding.kind().category(), PlanFinding::responsible)
                .containsExactly(tuple(
                        "Planned growth of database.qps is beyond the design: 25,000 by 2026-12-31, the ceiling is"
                                + " 20,000",
                        "Architecture",
                        "Solution Architect"));
        assertThat(PlanFindings.of(plan, LocalDate.of(2027, 1, 1), Period.ZERO, List.of(ceiling)))
                .noneMatch(finding -> finding.kind() == Kind.BEYOND_DESIGN);
    }

    @Test
    void aFeatureThatAddsLoadIsAMatterOfScope() {
        CapacityPlan plan = PlanDocument.read("p", """
                features:
                  - {name: Mobile app, growth_factor: 1.3, by: 2027-06-30}
                  - {name: Fewer polls, growth_factor: 0.8}
                """);

        assertThat(PlanFindings.of(plan, LocalDate.of(2027, 6, 30), Period.ZERO, List.of()))
                .extracting(PlanFinding::title, finding -> finding.kind().category())
                .containsExactly(tuple("Feature Mobile app multiplies the load by 1.3", "Scope"));
        assertThat(PlanFindings.of(plan, LocalDate.of(2027, 7, 1), Period.ZERO, List.of()))
                .isEmpty();
    }

    @Test
    void eachIsToldOnceAndEndedWhenItIsOver() {
        CapacityPlan plan = PlanDocument.read("p", "end_2025_checklist: [Sharding, Pool]");
        List<PlanFinding> findings = PlanFindings.of(plan, LocalDate.of(2026, 1, 1), Period.ZERO, List.of());

        List<NoticeChange> first = NoticeChange.between("a", findings, List.of());
        List<PlanNotice> told = findings.stream()
                .map(finding -> new PlanNotice("a", finding.fingerprint("a"), finding.title(), Instant.EPOCH))
                .toList();

        assertThat(first).hasSize(2).allMatch(NoticeChange.Raise.class::isInstance);
        assertThat(NoticeChange.between("a", findings, told)).isEmpty();
        assertThat(NoticeChange.between("a", findings.subList(1, 2), told))
                .containsExactly(new NoticeChange.Resolve(told.getFirst()));
        assertThat(findings.getFirst().fingerprint("a"))
                .isNotEqualTo(findings.getFirst().fingerprint("b"));
    }

    @Test
    void theSameTaskTwiceIsOneFinding() {
        CapacityPlan plan = PlanDocument.read("p", "end_2025_checklist: [Sharding, Sharding]");

        assertThat(NoticeChange.between(
                        "a", PlanFindings.of(plan, LocalDate.of(2026, 1, 1), Period.ZERO, List.of()), List.of()))
                .hasSize(1);
    }

    private static String forecasts() throws IOException {
        try (var in = PlanFindingsTest.class.getResourceAsStream("/plan/forecasts.yml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
