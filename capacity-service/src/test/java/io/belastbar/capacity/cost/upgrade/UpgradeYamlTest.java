package io.belastbar.capacity.cost.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.Money;
import io.belastbar.capacity.cost.upgrade.UpgradeStep.Urgency;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.limit.MetricLimit.Severity;
import io.belastbar.document.DocumentParser;
import io.belastbar.report.ReportLanguage;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeYamlTest {

    @ParameterizedTest
    @EnumSource(ReportLanguage.class)
    void theFileIsReadBackAsWhatItSays(ReportLanguage language) {
        var read = DocumentParser.parse(UpgradeYaml.of(plan("Storage 500 GB"), language));

        var step = read.fields().get("steps").items().getFirst().fields();
        assertThat(step.get("step").text()).isEqualTo("Storage 500 GB");
        assertThat(step.get("latest_safe_date").text()).isEqualTo("2026-03-28");
        assertThat(step.get("monthly").text()).isEqualTo("1500.00");
        assertThat(step.get("regret")
                        .fields()
                        .get("probability_too_late_if_a_quarter_later")
                        .text())
                .isEqualTo("0.2000");
        assertThat(read.fields().get("summary").items().getFirst().text()).contains("Storage 500 GB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "a: b # c", "\"; drop", "- x", "=1+1", "ä 👍 \\", "{}"})
    void everyTextStaysText(String name) {
        var read = DocumentParser.parse(UpgradeYaml.of(plan(name), ReportLanguage.ENGLISH));

        var step = read.fields().get("steps").items().getFirst().fields().get("step");
        assertThat(step.text()).isEqualTo(name);
        assertThat(step.quoted()).isTrue();
    }

    @Test
    void anEmptyPlanSaysWhatToDoNext() {
        var empty = new UpgradePlan("s", LocalDate.of(2026, 1, 1), null, null, List.of(), List.of());

        String german = UpgradeYaml.of(empty, ReportLanguage.GERMAN);

        assertThat(DocumentParser.parse(german).fields().get("steps").items()).isEmpty();
        assertThat(german).contains("belastbar apply -f ORDNER").contains("POST /api/v1/systems/s/series");
    }

    @ParameterizedTest
    @CsvSource({
        "forecasts.yml line 9, forecasts.yml line 9, forecasts.yml Zeile 9",
        "online line 2 line 1234, online line 2 line 1234, online line 2 Zeile 1234",
        "catalogue, catalogue, Katalog der Metriken",
        "by hand, by hand, by hand"
    })
    void whereALimitStandsIsSaidInTheReadersLanguage(String source, String english, String german) {
        assertThat(UpgradeYaml.of(plan("more", source), ReportLanguage.ENGLISH))
                .contains("limit_source: \"" + english + "\"");
        assertThat(UpgradeYaml.of(plan("more", source), ReportLanguage.GERMAN))
                .contains("limit_source: \"" + german + "\"");
    }

    @Test
    void sentencesNameStepDayCostAndRegret() {
        var words = new UpgradeWords(plan("Storage 500 GB"), ReportLanguage.GERMAN);

        assertThat(words.sentences().getFirst())
                .isEqualTo("„Storage 500 GB“: bis 28.03.2026 bestellen. database.size erreicht das Limit von 300 GB ab"
                        + " 11.04.2026 (P10), und der Schritt braucht 14 Tage. Das kostet 1.500 EUR im Monat mehr, und"
                        + " 0 EUR einmalig. Erwartetes Bedauern: 5.280 EUR bei Bestellung jetzt, 4.700 EUR ein Quartal"
                        + " später (das Limit kommt zuvor mit 20 %).");
    }

    @Test
    void aStepWithoutANameReadsAsASentence() {
        assertThat(new UpgradeWords(plan(null), ReportLanguage.GERMAN)
                        .sentences()
                        .getFirst())
                .startsWith("Ein noch nicht benannter Schritt: bis 28.03.2026 bestellen.");
    }

    @Test
    void thePlansMonthIsNamedWhereItIsAnotherThanTheTrends() {
        var plan = plan("Storage 500 GB");

        var differs =
                new UpgradeWords(plan.beside(Map.of(Means.STORAGE, YearMonth.of(2026, 9))), ReportLanguage.ENGLISH);
        assertThat(differs.sentences().getFirst())
                .contains("By the tenants that are planned it is reached in September 2026 (what-if).");
        assertThat(differs.sentences().get(1)).startsWith("These dates follow the trend of what was measured");
        assertThat(plan.beside(Map.of(Means.STORAGE, YearMonth.of(2026, 6)))
                        .steps()
                        .getFirst()
                        .byPlan())
                .isNull();
    }

    private static UpgradePlan plan(String step) {
        return plan(step, "forecasts.yml line 9");
    }

    private static UpgradePlan plan(String step, String source) {
        var limit = new MetricLimit("database.size", 300, "GB", false, Severity.CRITICAL, null, source);
        return new UpgradePlan(
                "s",
                LocalDate.of(2026, 1, 1),
                "EUR",
                Money.of(20_000),
                List.of(new UpgradeStep(
                        limit,
                        LocalDate.of(2026, 4, 11),
                        LocalDate.of(2026, 5, 1),
                        null,
                        step,
                        null,
                        Money.of(1500),
                        Money.ZERO,
                        14,
                        LocalDate.of(2026, 3, 28),
                        Urgency.NOW,
                        null,
                        new Regret(
                                Money.of(5000),
                                Money.of(700),
                                0.014,
                                0.2,
                                Money.of(5280),
                                Money.of(4700),
                                Money.of(23000)))),
                List.of());
    }
}
