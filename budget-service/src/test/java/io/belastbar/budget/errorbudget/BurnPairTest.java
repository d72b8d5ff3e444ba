package io.belastbar.budget.errorbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BurnPairTest {

    @ParameterizedTest
    @CsvSource({
        "28, 14.4/1h/5m 6.0/6h/30m 1.0/3d/6h",
        "30, 14.4/1h/5m 6.0/6h/30m 1.0/3d/6h",
        "7, 14.4/15m/2m 6.0/1h30m/8m 1.0/18h/1h30m",
        "1, 14.4/5m/2m 6.0/13m/2m 1.0/2h34m/13m",
        "90, 14.4/3h13m/16m 6.0/19h17m/1h36m 1.0/9d15h26m/19h17m"
    })
    void windowsAreAsLongAsTheBudgets(int days, String pairs) {
        assertThat(text(BurnPair.of(Duration.ofDays(days)))).isEqualTo(pairs);
    }

    @Test
    void aPairThatWouldTellAfterHalfOfTheBudgetIsLeftOut() {
        assertThat(text(BurnPair.of(Duration.ofHours(1)))).isEqualTo("6.0/5m/2m 1.0/6m/2m");
        assertThat(BurnPair.of(Duration.ofMinutes(5))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 14, 28, 30, 90, 365})
    void aPairIsToldWhenAboutTheBooksShareOfTheBudgetIsSpent(int days) {
        var window = Duration.ofDays(days);

        assertThat(BurnPair.of(window).stream().map(pair -> pair.spends(window)).toList())
                .zipSatisfy(List.of(0.0214, 0.0536, 0.107), (spent, book) -> assertThat(spent)
                        .isCloseTo(book, within(0.1 * book)));
    }

    private static String text(List<BurnPair> pairs) {
        return pairs.stream()
                .map(pair ->
                        pair.rate() + "/" + BurnPair.text(pair.longWindow()) + "/" + BurnPair.text(pair.shortWindow()))
                .collect(Collectors.joining(" "));
    }
}
