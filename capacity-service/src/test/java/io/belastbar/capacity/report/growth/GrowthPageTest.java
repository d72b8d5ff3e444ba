package io.belastbar.capacity.report.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.limit.MetricLimit.Severity;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.reading.PlanDocument;
import io.belastbar.capacity.projection.ChosenMethod;
import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.ProjectedLimit.Status;
import io.belastbar.capacity.projection.ProjectedValue;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.ProjectionRemark;
import io.belastbar.forecasting.Trend.Direction;
import io.belastbar.report.ReportLanguage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthPageTest {
    private static final Instant NOW = Instant.parse("2025-03-15T00:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2025, 3, 15);
    private static final CapacityPlan PLAN =
            PlanDocument.read("forecasts.yml", "mandants: { current: 40, end_2025: 100, end_2026: 200 }");

    @Test
    void thePageSaysWhereEachMetricGoesWhenAndHowSure() {
        var growth = growth(PLAN, projection("database.size", Status.EXPECTED));

        String page = new GrowthPage(growth, ReportLanguage.ENGLISH).markdown();

        assertThat(growth.fileName()).isEqualTo("growth-projections-2025-2026.md");
        assertThat(page)
                .startsWith("# Growth projections 2025–2026 of shop")
                .contains("1 of 1 series reaches a limit within the forecast; first database.size: 300 GB between")
                .contains("250 GB | 320 GB (300 to 340) | 300 GB | 3 May 2025 | 23 May 2025 | 12 Jun 2025")
                .contains("Upgrade the storage")
                .contains("3 values are missing")
                .contains(
                        "Method: Theta won 4 of 5 folds, MASE 0.80; naive 1.00. Values from 15 Dec 2024 to 15 Mar 2025.")
                .contains("Not every forecast goes until 31 Dec 2026: database.size until 23 Jun 2025.");
    }

    @Test
    void theSameInGerman() {
        String page = new GrowthPage(
                        growth(PLAN, projection("database.size", Status.NOT_WITHIN)), ReportLanguage.GERMAN)
                .markdown();

        assertThat(page)
                .startsWith("# Wachstumsprognosen 2025–2026 von shop")
                .contains("Die eine Reihe erreicht innerhalb ihrer Vorhersage kein Limit.")
                .contains("## Was die Daten nicht versprechen")
                .contains("– | – | –");
    }

    @Test
    void whatNobodyMeasuresAnyMoreStandsLastSaysSoAndLeadsNothing() {
        var stale = new ProjectionRemark.Stale(in(-20));
        var growth =
                growth(PLAN, projection("aged", Status.EXPECTED, -10, stale), projection("fresh", Status.EXPECTED, 49));

        String page = new GrowthPage(growth, ReportLanguage.ENGLISH).markdown();

        assertThat(page)
                .contains("1 of 1 series reaches a limit within the forecast; first fresh: 300 GB between")
                .contains("One series is stale, since nothing was measured there for days, and stands last.")
                .contains("| from today | 25 Mar 2025 | 14 Apr 2025")
                .contains("## aged\n\n- The last value is of 23 February; nothing was measured since.")
                .containsOnlyOnce("Not every forecast goes until 31 Dec 2026: fresh, aged until 23 Jun 2025.");
        assertThat(page.indexOf("## fresh")).isLessThan(page.indexOf("## aged"));
    }

    @Test
    void aDayThatNoForecastReachesHasNoColumn() {
        var growth = growth(CapacityPlan.NONE, projection("m", Status.NOT_WITHIN));

        assertThat(growth.endInReach()).isEmpty();
        assertThat(new GrowthPage(growth, ReportLanguage.ENGLISH).markdown()).doesNotContain("On 31 Dec 2025 (80 %)");
    }

    @Test
    void aNameDoesNotBreakTheTable() {
        String page = new GrowthPage(
                        growth(CapacityPlan.NONE, projection("a|b`*c", Status.REACHED)), ReportLanguage.ENGLISH)
                .markdown();

        assertThat(page).contains("a\\|b\\`\\*c").contains("reached since").contains("| reached | reached |");
    }

    @Test
    void aPlanWithoutSeriesNamesWhatComesNext() {
        var growth = growth(PLAN);

        assertThat(growth.isEmpty()).isFalse();
        assertThat(new GrowthPage(growth, ReportLanguage.GERMAN).markdown())
                .contains("POST /api/v1/systems/shop/series")
                .contains("belastbar forecast --system shop --now")
                .doesNotContain("## Wohin jede Metrik geht");
        assertThat(new GrowthPage(
                                new Growth("smartbav-2", TODAY, ZoneOffset.UTC, PLAN, List.of(), List.of()),
                                ReportLanguage.ENGLISH)
                        .markdown())
                .contains("POST /api/v1/systems/smartbav-2/series, then belastbar forecast --system smartbav-2 --now");
        assertThat(growth(CapacityPlan.NONE).isEmpty()).isTrue();
    }

    @Test
    void withoutAPlanTheYearsAreThoseOfTheForecast() {
        assertThat(growth(CapacityPlan.NONE, projection("m", Status.NOT_WITHIN)).fileName())
                .isEqualTo("growth-projections-2025-2025.md");
    }

    private static Growth growth(CapacityPlan plan, Projection... projections) {
        return new Growth("shop", TODAY, ZoneOffset.UTC, plan, List.of(projections), List.of());
    }

    private static Projection projection(String metric, Status status) {
        return projection(metric, status, 49, new ProjectionRemark.Gaps(3, 26));
    }

    private static Projection projection(String metric, Status status, int p10, ProjectionRemark... remarks) {
        var limit = new MetricLimit(
                metric, 300, "GB", false, Severity.CRITICAL, "Upgrade the storage", "forecasts.yml line 9");
        boolean expected = status == Status.EXPECTED;
        return new Projection(
                "shop",
                metric,
                "GB",
                NOW,
                in(-90),
                in(100),
                new Projection.Reading(NOW, 250),
                new ChosenMethod("theta", 5, 4, 0.8, 1.0, NOW),
                1,
                Direction.DEGRADING,
                List.of(new ProjectedLimit(
                        limit,
                        status,
                        status == Status.REACHED ? in(-3) : null,
                        expected ? in(p10) : null,
                        expected ? in(p10 + 20) : null,
                        expected ? in(p10 + 40) : null)),
                List.of(new ProjectedValue(in(90), 320, 300, 340, 290, 350, false)),
                List.of(remarks));
    }

    private static Instant in(int days) {
        return NOW.plus(Duration.ofDays(days));
    }
}
