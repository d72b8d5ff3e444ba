package io.belastbar.capacity.cost.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.whatif.ComputeWhatIf;
import io.belastbar.capacity.cost.whatif.WhatIfOrder;
import io.belastbar.capacity.history.HistoryRepository.Grid;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.limit.MetricLimit.Severity;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.reading.PlanDocument;
import io.belastbar.capacity.projection.ChosenMethod;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.SampleProjection;
import io.belastbar.forecasting.Trend.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssembleSituationTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 3, 15);
    private static final Instant NOW = Instant.parse("2025-03-15T00:00:00Z");

    /** The plan of requirements 0, byte for byte. */
    @Test
    void thePlanOfTheRequirementsSaysWhatEachTenantUsesAndCosts() throws IOException {
        Situation situation = situation(plan(), List.of(), limit("connection_count", 150, Severity.CRITICAL));

        assertThat(situation.tenants().orElseThrow().value()).isEqualTo(40);
        assertThat(situation.growth().orElseThrow().value()).isEqualTo(1.2);
        assertThat(situation.stages()).extracting(Situation.Stage::tenants).containsExactly(100.0, 200.0);
        assertThat(situation.perTenant().get(Means.STORAGE).value()).isEqualTo(2.5e9);
        assertThat(situation.perTenant().get(Means.CONNECTIONS).value()).isEqualTo(45.0 / 40);
        assertThat(situation.perTenant().get(Means.THROUGHPUT).value()).isEqualTo(5000.0 / 40);
        assertThat(situation.perTenant().get(Means.THROUGHPUT).source().german())
                .matches("forecasts.yml Zeile \\d+, geteilt durch 40 Mandanten");
        assertThat(situation.room().get(Means.CONNECTIONS).value()).isEqualTo(150);
        assertThat(situation.pricesOfPlan()).isTrue();
        var prices = situation.prices().orElseThrow();
        assertThat(prices.currency()).isEqualTo("EUR");
        assertThat(prices.baseMonthly()).isEqualByComparingTo("2500");
        assertThat(prices.steps()).extracting(step -> step.monthly().intValue()).containsExactly(4500, 8000);
    }

    @Test
    void thePlansStagesAreTheCostsOfAsManyTenants() throws IOException {
        Situation situation = situation(plan(), List.of());

        var answer = ComputeWhatIf.of(WhatIfOrder.planned(situation), situation);

        assertThat(answer.tenants()).isEqualTo(200);
        assertThat(answer.months()).hasSize(22);
        assertThat(answer.months().getFirst().purchase().orElseThrow().monthly())
                .isEqualByComparingTo("2500");
        assertThat(answer.months().get(1).purchase().orElseThrow().monthly()).isEqualByComparingTo("4500");
        assertThat(answer.end().purchase().orElseThrow().monthly()).isEqualByComparingTo("8000");
    }

    @Test
    void whatWasMeasuredComesBeforeThePlan() throws IOException {
        Situation situation = situation(plan(), List.of(measured("database.size", "GB", 240)));

        assertThat(situation.perTenant().get(Means.STORAGE).value()).isCloseTo(6e9, within(1.0));
        assertThat(situation.perTenant().get(Means.STORAGE).source().english())
                .isEqualTo("measured, database.size, 15 Mar 2025, shared by 40 tenants");
    }

    /** No price is one of an amount: a step is bought for what it has to bear, which is the most and not the mean. */
    @Test
    void whatAStepHasToBearIsTheMostThoughTheMeanIsKnown() throws IOException {
        Projection disk =
                SampleProjection.at(measured("database.size", "GB", 240), new Projection.Reading(NOW, 240, 200.0));

        assertThat(situation(plan(), List.of(disk))
                        .perTenant()
                        .get(Means.STORAGE)
                        .value())
                .isCloseTo(6e9, within(1.0));
    }

    @Test
    void aLimitOfTheCatalogueIsMadeForOthersAndTheLowestCriticalOneCounts() {
        var catalogue =
                new MetricLimit("database.size", 10, "GB", false, Severity.CRITICAL, null, MetricLimit.CATALOGUE);

        Situation situation = situation(
                CapacityPlan.NONE,
                List.of(),
                catalogue,
                limit("storage", 300, Severity.WARNING),
                limit("storage", 400, Severity.CRITICAL),
                limit("database.size", 500, Severity.CRITICAL));

        assertThat(situation.room().get(Means.STORAGE).value()).isEqualTo(4e11);
        assertThat(situation(CapacityPlan.NONE, List.of(), catalogue).room()).isEmpty();
    }

    @Test
    void aGroupOfAnyNameIsTheTenantsIfItSaysSo() {
        var plan = PlanDocument.read("p", """
                kliniken: {metric: tenants, current: 12, end_2027: 30}
                storage: {current: 60 GB, per_klinik: 4 GB}
                """);

        Situation situation = situation(plan, List.of());

        assertThat(situation.tenants().orElseThrow().value()).isEqualTo(12);
        assertThat(situation.perTenant().get(Means.STORAGE).value()).isEqualTo(4e9);
    }

    @Test
    void nothingKnownIsNothing() {
        assertThat(situation(CapacityPlan.NONE, List.of())).isEqualTo(Situation.unknown("s", TODAY));
    }

    @Test
    void aSizeInConnectionsIsNoSize() {
        assertThat(situation(
                                CapacityPlan.NONE,
                                List.of(measured("tenants", "", 4), measured("database.size", "connections", 240)))
                        .perTenant())
                .isEmpty();
    }

    /** At night 44 connections were open, and 132 on a weekday at noon. */
    @Test
    void aLimitIsHeldAgainstThePeakAndNotAgainstTheHourOfAsking() {
        double[] days = {90, 132, 130, Double.NaN, 44};
        var peak = Peak.of(new Grid(NOW.minus(Duration.ofDays(4)), Duration.ofDays(1), days), 28)
                .orElseThrow();
        var projections = List.of(measured("tenants", "", 12), measured("database.connections.active", "", 44));

        var situation = new AssembleSituation(
                        "s",
                        ZoneOffset.UTC,
                        CapacityPlan.NONE,
                        projections,
                        Map.of("database.connections.active", peak))
                .of(TODAY, List.of(limit("connection_count", 250, Severity.CRITICAL)), Optional.empty(), List.of());
        var need = ComputeWhatIf.of(WhatIfOrder.of(30, 0), situation).needs().getFirst();

        assertThat(need.then()).isCloseTo(330, within(1e-9));
        assertThat(need.noLongerFits()).isNotNull();
        assertThat(situation.tenants().orElseThrow().value()).isEqualTo(12);
        assertThat(situation.perTenant().get(Means.CONNECTIONS).source().english())
                .isEqualTo("measured, database.connections.active, the most of the last 28 days, 12 Mar 2025,"
                        + " shared by 12 tenants");
    }

    @Test
    void aPeakIsOfTheLastDaysOnlyAndOfNothingMeasuredThereIsNone() {
        double[] days = {500, 200, 201};

        assertThat(Peak.of(new Grid(NOW, Duration.ofDays(1), days), 2).orElseThrow())
                .isEqualTo(new Peak(201, 2, NOW.plus(Duration.ofDays(2))));
        assertThat(Peak.of(new Grid(NOW, Duration.ofDays(1), new double[] {Double.NaN}), 28))
                .isEmpty();
        assertThat(Peak.of(new Grid(NOW, Duration.ofDays(1), new double[0]), 28))
                .isEmpty();
    }

    private static Situation situation(CapacityPlan plan, List<Projection> projections, MetricLimit... limits) {
        return new AssembleSituation("s", ZoneOffset.UTC, plan, projections, Map.of())
                .of(TODAY, List.of(limits), Optional.empty(), List.of());
    }

    private static CapacityPlan plan() throws IOException {
        return PlanDocument.read("forecasts.yml", Files.readString(Path.of("src/test/resources/plan/forecasts.yml")));
    }

    private static MetricLimit limit(String metric, double value, Severity severity) {
        String unit = metric.equals("connection_count") ? "" : "GB";
        return new MetricLimit(metric, value, unit, false, severity, null, "plan");
    }

    private static Projection measured(String metric, String unit, double value) {
        return new Projection(
                "s",
                metric,
                unit,
                NOW,
                NOW,
                NOW,
                new Projection.Reading(NOW, value),
                new ChosenMethod("naive", 0, 0, null, null, NOW),
                0,
                Direction.STABLE,
                List.of(),
                List.of(),
                List.of());
    }
}
