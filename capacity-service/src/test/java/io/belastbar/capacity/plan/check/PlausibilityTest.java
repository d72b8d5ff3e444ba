package io.belastbar.capacity.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.check.PlanWarning.Kind;
import io.belastbar.capacity.plan.reading.PlanDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlausibilityTest {

    @Test
    void thePlanOfRequirements0ContradictsItselfTwice() throws IOException {
        List<PlanWarning> warnings = Plausibility.of(PlanDocument.read("forecasts.yml", forecasts()));

        assertThat(warnings)
                .extracting(
                        warning -> warning.at().line() + " " + warning.text().english())
                .containsExactly(
                        "20 storage: 250 GB now, but 40 mandants × 2.5 GB are 100 GB",
                        "23 storage: planned to grow from 250 GB to 625 GB by 31 December 2025, 150 % in a year, while"
                                + " growth_factor 1.2 says 20 %");
        assertThat(warnings.getFirst().text().german())
                .isEqualTo("storage: jetzt 250 GB, aber 40 mandants × 2,5 GB sind 100 GB");
    }

    @Test
    void aTotalIsTheNumberTimesTheAverage() throws IOException {
        String other = forecasts().replace("end_2026: 100000", "end_2026: 150000");

        assertThat(Plausibility.of(PlanDocument.read("f", other)))
                .extracting(warning -> warning.text().english())
                .contains("total_employees: 150,000 by 31 December 2026, but 200 mandants × 500 are 100,000");
    }

    @Test
    void theSameOfTenantsInAnotherLanguage() {
        var warnings = warnings("tenants: {current: 10}\nstorage: {current: 1 TB, per_tenant: 5 GB}\n");

        assertThat(warnings).extracting(PlanWarning::kind).containsExactly(Kind.PRODUCT_DIFFERS);
    }

    @Test
    void whatIsPlannedMustStayBelowItsAlarm() {
        var warnings = warnings("""
                database:
                  triggers:
                    - {metric: connection_count, current: 45, end_2026: 150, end_2027: 170, alarm_at: 150, maximum: 200}
                """);

        assertThat(warnings)
                .extracting(warning -> warning.text().english())
                .containsExactly(
                        "connection_count: the 150 planned by 31 December 2026 are at or beyond its alarm at 150");
    }

    @Test
    void whereLowerIsWorseTheAlarmLiesBelow() {
        assertThat(warnings("limits: [{metric: redis.cache.hit_rate, current: 85%, end_2026: 80%, alarm_at: 70%}]"))
                .isEmpty();
        assertThat(warnings("limits: [{metric: redis.cache.hit_rate, current: 85%, end_2026: 70%, alarm_at: 70%}]"))
                .extracting(PlanWarning::kind)
                .containsExactly(Kind.BEYOND_ALARM);
    }

    @Test
    void anAlarmAfterTheMaximumNeverHelps() {
        assertThat(warnings("limits: [{metric: connection_count, alarm_at: 250, maximum: 200}]"))
                .extracting(warning -> warning.text().english())
                .containsExactly("connection_count: the alarm at 250 comes after the maximum of 200 (p line 1)");
    }

    @Test
    void theMaximumMayStandInAnotherDocument() {
        CapacityPlan plan = PlanDocument.read("p", "limits: [{metric: connection_count, alarm_at: 150}]")
                .and(PlanDocument.read("b", "performance_baselines: {db: {connection_pool: {max_connections: 50}}}"));

        assertThat(Plausibility.of(plan)).extracting(PlanWarning::kind).containsExactly(Kind.ALARM_BEYOND_MAXIMUM);
    }

    @Test
    void aYearWithLessThanTheOneBeforeIsNamed() {
        assertThat(warnings("mandants: {current: 40, end_2026: 100, end_2027: 80}"))
                .extracting(warning -> warning.text().english())
                .containsExactly("mandants: 80 by 31 December 2027 is less than the 100 before it");
    }

    @Test
    void moderateGrowthIsNoContradiction() {
        assertThat(warnings("storage: {current: 250 GB, growth_factor: 1.2, end_2026: 310 GB, end_2028: 450 GB}"))
                .isEmpty();
    }

    @Test
    void emptyAndZeroSayNothing() {
        assertThat(warnings("mandants: {current: 0, growth_factor: 1, end_2026: 0}"))
                .isEmpty();
        assertThat(warnings("mandants: {current: 0}\nstorage: {current: 0 GB, per_mandant: 0 GB}"))
                .isEmpty();
    }

    @Test
    void aGroupThatNobodyKnowsAsTheTenantsIsAskedFor() {
        String plan = "kliniken: {current: 12, end_2027: 30}\nstorage: {current: 60 GB, per_klinik: 5 GB}\n";

        assertThat(warnings(plan))
                .extracting(
                        warning -> warning.at().line() + " " + warning.text().english())
                .containsExactly("1 kliniken: no group is known to say how many tenants there are, and a what-if counts"
                        + " none of today; known are tenants, mandants, mandanten, customers, kunden, and any group with"
                        + " metric: tenants");
        assertThat(warnings(plan.replace("current: 12", "metric: tenants, current: 12")))
                .isEmpty();
        assertThat(warnings(plan.replace("kliniken", "kunden").replace("klinik", "kunde")))
                .isEmpty();
        assertThat(warnings("storage: {current: 60 GB, per_klinik: 5 GB}"))
                .extracting(PlanWarning::kind)
                .containsExactly(Kind.TENANTS_UNKNOWN);
        assertThat(warnings("orders: {current: 12}")).isEmpty();
        assertThat(warnings("storage: {current: 60 GB}")).isEmpty();
    }

    @Test
    void twoDocumentsThatPlanAYearOrAnAlarmDifferentlyAreNamed() {
        var plan = PlanDocument.read("a", """
                        storage: {current: 250 GB, end_2027: 600 GB, end_2028: 900 GB, warn_at: 500 GB, alarm_at: 800 GB}
                        """).and(PlanDocument.read("b", """
                        storage: {current: 250 GB, end_2027: 0.7 TB, end_2028: 990 GB, warn_at: 500 GB, alarm_at: 1 TB}
                        """));

        assertThat(Plausibility.of(plan))
                .filteredOn(warning -> warning.kind() == Kind.SAID_TWICE)
                .extracting(warning -> warning.text().english())
                .containsExactlyInAnyOrder(
                        "storage: 700 GB by 31 December 2027 here, but 600 GB in a line 1",
                        "storage: the alarm is at 1,000 GB here, but at 800 GB in a line 1; the first to be reached"
                                + " counts");
    }

    @Test
    void aPlaceIsNamedInTheLanguageOfItsSentence() {
        assertThat(warnings("limits: [{metric: connection_count, alarm_at: 250, maximum: 200}]"))
                .extracting(warning -> warning.text().german())
                .singleElement()
                .satisfies(text -> assertThat(text).contains("p Zeile 1").doesNotContain("line"));
    }

    @Test
    void aSizeWithoutAUnitIsNamed() {
        assertThat(warnings("storage: {current: 5, end_2027: 6}"))
                .extracting(PlanWarning::kind)
                .containsExactly(Kind.UNIT_MISSING);
        assertThat(warnings("database: {current_qps: 5000, end_2027_qps: 6000}"))
                .isEmpty();
    }

    private static List<PlanWarning> warnings(String yaml) {
        return Plausibility.of(PlanDocument.read("p", yaml));
    }

    private static String forecasts() throws IOException {
        try (var in = PlausibilityTest.class.getResourceAsStream("/plan/forecasts.yml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
