package io.belastbar.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.local.run.BudgetName.Version;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetNameTest {

    @ParameterizedTest
    @CsvSource({
        "only-fast.yml,only-fast",
        "Performance-Budget.YAML,performance-budget",
        "pages.budget.md,pages",
        "kpis.budget.py,kpis",
        "my budget (v2).yml,my-budget-v2-",
        "promises,promises",
        "__.yml,budget"
    })
    void aDocumentIsCalledAsApplyCallsTheFile(String file, String document) {
        assertThat(first(file, "checkout").document()).isEqualTo(document);
    }

    @Test
    void anotherFileOfTheSameNameOfAnotherScenarioIsAnotherDocument() {
        var bim = first("budget.yml", "bim");
        var small = BudgetName.candidates("budget.yml", "small");
        var stored = List.of(new Version(bim.reason(), "/a/budget.yml"));

        assertThat(small.getFirst().isTaken(stored, "/b/budget.yml")).isTrue();
        assertThat(small.getLast().document()).isEqualTo("budget.small");
        assertThat(bim.isTaken(stored, "/b/budget.yml")).isFalse();
    }

    @Test
    void theSameFileOfTwoScenariosIsOneDocument() {
        var stored = List.of(new Version(first("budget.yml", "bim").reason(), "/a/budget.yml"));

        assertThat(first("budget.yml", "small").isTaken(stored, "/a/budget.yml"))
                .isFalse();
    }

    @Test
    void whatAPersonStoredIsTheSameDocument() {
        var name = first("budget.yml", "bim");

        assertThat(name.isTaken(List.of(), "/a/budget.yml")).isFalse();
        assertThat(name.isTaken(
                        List.of(new Version(null, null), new Version("new contract", "/b/budget.yml")),
                        "/a/budget.yml"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ü 1/2", "a.b", "x", ".."})
    void everyScenarioGivesANameThatIsTaken(String scenario) {
        assertThat(BudgetName.candidates("budget.yml", scenario).getLast().document())
                .matches("[a-z0-9][a-z0-9._-]{0,62}")
                .isNotEqualTo("budget");
    }

    @Test
    void longNamesDifferByWhatIsCutOff() {
        var one = BudgetName.candidates("budget.yml", "s".repeat(80) + "1").getLast();
        var other = BudgetName.candidates("budget.yml", "s".repeat(80) + "2").getLast();

        assertThat(one.document()).hasSize(63).isNotEqualTo(other.document());
    }

    private static BudgetName first(String file, String scenario) {
        return BudgetName.candidates(file, scenario).getFirst();
    }
}
