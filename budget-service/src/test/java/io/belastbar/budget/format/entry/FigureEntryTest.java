package io.belastbar.budget.format.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.budget.Samples;
import io.belastbar.document.InvalidInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FigureEntryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target_duration: 500ms, critical_duration: 50ms|target_duration|critical",
                "target_duration: 500ms, warning_duration: 2s|warning_duration|stricter than the target",
                "warning_duration: 2s, critical_duration: 1s|warning_duration|stricter than what is critical",
                "target_hit_ratio: 99.9%, warning_hit_ratio: 99%|warning_hit_ratio|stricter than the target",
                "target_hit_ratio: 99.9%, critical_hit_ratio: 99.99%|target_hit_ratio|critical",
                "target_size: 900 kB, critical_size: 200 kB|target_size|critical",
            })
    void limitsOutOfOrderAreRefused(String figures, String key, String rule) {
        var refused = refused(figures);

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).endsWith("/" + key);
            assertThat(error.rule()).contains(rule);
            assertThat(error.line()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target_duration: 500ms, warning_duration: 250ms, critical_duration: 1s",
                "target_duration: 500ms, warning_duration: 500ms, critical_duration: 500ms",
                "target_hit_ratio: 99.9%, warning_hit_ratio: 99.99%, critical_hit_ratio: 99%",
                "target_error_rate: < 100%",
                "target_error_rate: 0",
                "target_utilisation: 100%",
                "target_success_rate: 100%",
                "target_hit_ratio: '> 0'",
                "target_throughput: '> 0 req/s'"
            })
    void whatSomeAmountsKeepAndOthersDoNotIsALimit(String figures) {
        assertThat(Samples.budget(document(figures)).objectiveCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target_error_rate: 1|100%",
                "target_error_rate: 100%|100%",
                "target_success_rate: 0|nothing is promised",
                "target_hit_ratio: '>= 0%'|nothing is promised",
                "target_hit_ratio: '> 100%'|above 100%",
                "target_throughput: 0 req/s|nothing is promised",
                "target_error_rate: 0.1%, critical_error_rate: 100%|100%",
                "target_duration: 1s, window: 0s|no time",
            })
    void whatEverythingOrNothingKeepsIsRefused(String figures, String rule) {
        assertThat(refused(figures).errors()).singleElement().satisfies(error -> assertThat(error.rule())
                .contains(rule));
    }

    private static InvalidInput refused(String figures) {
        var refused = catchThrowableOfType(InvalidInput.class, () -> Samples.budget(document(figures)));
        assertThat(refused).as(figures).isNotNull();
        return refused;
    }

    private static String document(String figures) {
        return "operations: { job: { " + figures + " } }";
    }
}
