package io.belastbar.load.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.threshold.BudgetThresholds.Objective;
import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Quantity;
import io.belastbar.quantity.Rate;
import io.belastbar.quantity.Ratio;
import io.belastbar.quantity.TimeSpan;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a budget may promise is stored with the run as a text, and every report reads that text. */
class BudgetLimitsTest {

    private static final List<StepInfo> STEPS = List.of(new StepInfo("list", "GET /a", "a"));

    @Property
    void aRateByTheMinuteOrHourIsReadBack(
            @ForAll @LongRange(min = 1, max = 99_999_999) long number,
            @ForAll @IntRange(max = 9) int decimals,
            @ForAll boolean hours) {
        String text = BigDecimal.valueOf(number, decimals).toPlainString();

        survives("target_throughput", Comparison.AT_LEAST, Rate.parse(text + (hours ? " req/h" : " req/min")));
    }

    /** With as many digits as a double has. */
    @Property
    void anyRateAndAnyShareIsReadBack(
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long digits,
            @ForAll @IntRange(min = 19, max = 28) int scale) {
        double value = BigDecimal.valueOf(digits, scale).doubleValue();

        survives("target_throughput", Comparison.AT_LEAST, new Rate(value));
        survives("target_throughput", Comparison.ABOVE, new Rate(value * 1e14));
        survives("target_error_rate", Comparison.BELOW, new Ratio(value));
    }

    @Property
    void aShareIsReadBack(
            @ForAll @IntRange(min = 1, max = 99_999) int digits, @ForAll @IntRange(min = 5, max = 14) int scale) {
        String share = BigDecimal.valueOf(digits, scale).toPlainString();

        for (String unit : List.of("", "%", "‰")) {
            survives("target_error_rate", Comparison.AT_MOST, Ratio.parse(share + unit));
        }
    }

    @Property
    void aDurationIsReadBack(@ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long nanos) {
        survives("target_response_time_p9999", Comparison.AT_MOST, new TimeSpan(nanos));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1ns", "7 ns", "1.5 µs", "333us", "0.000001 ms", "1m0.000000001s", "1 w", "2000000h"})
    void anOddDurationIsReadBack(String duration) {
        survives("target_response_time_p50", Comparison.BELOW, TimeSpan.parse(duration));
    }

    private static void survives(String metric, Comparison comparison, Quantity promised) {
        String limit = new Limit<>(comparison, promised).text();
        BudgetThresholds budget = BudgetThresholds.of(List.of(new Objective("*", metric, limit)), STEPS);

        assertThat(budget.notCovered()).as(limit).isEmpty();
        Condition condition = budget.thresholds().getFirst().condition();
        double units = promised instanceof TimeSpan ? 1e6 : 1;
        assertThat(condition.limit().doubleValue() * units)
                .as(limit)
                .isCloseTo(promised.magnitude(), Percentage.withPercentage(1e-9));
        assertThat(ThresholdExpression.parse(condition.text())).as(limit).containsExactly(condition);
    }
}
