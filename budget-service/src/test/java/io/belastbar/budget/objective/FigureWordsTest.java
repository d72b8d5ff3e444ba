package io.belastbar.budget.objective;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.quantity.Limit;
import io.belastbar.report.ReportLanguage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureWordsTest {

    private final FigureWords words = new FigureWords(ReportLanguage.ENGLISH);

    @ParameterizedTest
    @CsvSource({
        "TIME, <= 500ms, ≤ 500 ms",
        "TIME, <= 100s, ≤ 100 s",
        "TIME, <= 90s, ≤ 1.5 min",
        "TIME, <= 10min, ≤ 10 min",
        "TIME, <= 1h1ms, '≤ 3,600.001 s'",
        "RATE, <= 500 req/min, ≤ 500/min",
        "RATE, <= 10 req/h, ≤ 10/h",
        "RATE, <= 1000 req/s, '≤ 1,000/s'",
        "RATIO, <= 99.999%, ≤ 99.999 %",
        "RATIO, <= 0.0001%, ≤ 0.0001 %",
        "SIZE, <= 262144 B, ≤ 262.144 kB",
        "COUNT, <= 1234567890.25, '≤ 1,234,567,890.25'"
    })
    void aLimitIsWrittenWithEveryDigitItWasSetWith(Dimension dimension, String written, String text) {
        assertThat(words.limit(dimension, Limit.fromAbove(written, dimension::parse)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "TIME, 99999.9996, 100000, 99.9999996 s",
        "TIME, 90000.1, 90000, 1.500002 min",
        "RATE, 8.3333, 8.333333333333334, 499.998/min",
        "RATIO, 0.99996, 0.99999, 99.996 %",
        "RATIO, 0.9999996, 0.8, 99.99996 %",
        "SIZE, 900001, 900000, 900.001 kB"
    })
    void anAmountKeepsWhatTellsItFromItsLimit(Dimension dimension, double value, double limit, String text) {
        assertThat(words.amount(dimension, value, limit)).isEqualTo(text);
    }
}
