package io.belastbar.budget.verdict;

import static io.belastbar.contracts.ObjectiveVerdict.FAIL;
import static io.belastbar.contracts.ObjectiveVerdict.INCONCLUSIVE;
import static io.belastbar.contracts.ObjectiveVerdict.NO_DATA;
import static io.belastbar.contracts.ObjectiveVerdict.PASS;
import static io.belastbar.contracts.ObjectiveVerdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.MissingObjective;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BudgetVerdictTest {

    @Test
    void withoutAWeightThereIsNoScore() {
        assertThat(BudgetVerdict.score(List.of(result(PASS, null)))).isEmpty();
        assertThat(BudgetVerdict.score(List.of(result(INCONCLUSIVE, 3)))).isEmpty();
    }

    @Test
    void aScoreIsTheShareOfTheWeights() {
        assertThat(BudgetVerdict.score(List.of(result(PASS, 3), result(FAIL, null))))
                .hasValue(75);
        assertThat(BudgetVerdict.score(List.of(result(PASS, 1), result(WARN, 1))))
                .hasValue(75);
        assertThat(BudgetVerdict.score(List.of(result(PASS, 1), result(INCONCLUSIVE, 9), result(NO_DATA, 9))))
                .hasValue(100);
    }

    @Test
    void onlyWhatIsWholeIsAHundred() {
        assertThat(BudgetVerdict.score(List.of(result(PASS, 1_000), result(FAIL, 1))))
                .hasValue(99);
    }

    @Test
    void whatShouldHaveBeenShownScoresNothing() {
        var missing = result(NO_DATA, 1).missing(MissingObjective.EXPECTED, "", "");

        assertThat(BudgetVerdict.score(List.of(result(PASS, 1), missing))).hasValue(50);
    }

    @Property
    void aWeightNeverTurnsAFailIntoAPass(
            @ForAll @IntRange(min = 1, max = 1_000) int ofPass, @ForAll @IntRange(min = 1, max = 1_000) int ofFail) {
        var results = List.of(result(PASS, ofPass), result(FAIL, ofFail));

        assertThat(BudgetVerdict.of(results)).isEqualTo(FAIL);
        assertThat(BudgetVerdict.score(results).getAsInt()).isBetween(0, 99);
    }

    @Test
    void whatIsInformationalNeverCounts() {
        var informational =
                new ObjectiveResult("s", "m", "l", null, FAIL, null, 0, null, null, null, null, true, null, null);

        assertThat(BudgetVerdict.of(List.of(result(PASS, null), informational))).isEqualTo(PASS);
        assertThat(BudgetVerdict.of(List.of(informational))).isEqualTo(INCONCLUSIVE);
        assertThat(BudgetVerdict.score(List.of(result(PASS, 2), informational))).hasValue(100);
        assertThat(informational.fails()).isFalse();
    }

    private static ObjectiveResult result(ObjectiveVerdict verdict, Integer weight) {
        return new ObjectiveResult("s", "m", "l", null, verdict, null, 0, null, null, null, null, null, weight, null);
    }
}
