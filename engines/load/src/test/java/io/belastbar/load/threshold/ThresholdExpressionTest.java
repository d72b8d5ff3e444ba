package io.belastbar.load.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.load.threshold.Measure.Extent;
import io.belastbar.load.threshold.Measure.Percentile;
import io.belastbar.load.threshold.Measure.Tally;
import io.belastbar.quantity.Comparison;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdExpressionTest {

    @ParameterizedTest
    @CsvSource({
        "p(95)<500, p(95)<500",
        "p(99.9) <= 1.5s, p(99.9)<=1500",
        "p(95) < 500 ms, p(95)<500",
        "avg<200, avg<200",
        "med<100, p(50)<100",
        "min>1, min>1",
        "max<2000, max<2000",
        "rate<0.001, rate<0.001",
        "rate<0.1%, rate<0.001",
        "rate≤1‰, rate<=0.001",
        "rate==0, rate==0",
        "count>1000, count>1000",
        "throughput>100/s, throughput>100/s",
        "throughput>=1000 req/s, throughput>=1000/s",
        "throughput>6000/min, throughput>100/s",
        "p(95)<500us, p(95)<0.5",
        "max<1m30s, max<90000",
        "max < 1 m 1.5 s, max<61500",
        "count>1000.0, count>1000",
        "throughput>90 req/m, throughput>1.5/s",
        "throughput>=500 req/min, throughput>=500/min",
        "throughput>=8.333333333333334/s, throughput>=500/min",
        "throughput>=1 req/h, throughput>=1/h",
    })
    void k6ExpressionsAndUnitsAreRead(String text, String canonical) {
        assertThat(ThresholdExpression.parse(text)).extracting(Condition::text).containsExactly(canonical);
    }

    @Test
    void conditionsJoinedByAndAllCount() {
        assertThat(ThresholdExpression.parse("p(95)<500 && p(99) < 1s&&rate<1%"))
                .extracting(Condition::text)
                .containsExactly("p(95)<500", "p(99)<1000", "rate<0.01");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "p95<500 ; a measure, a comparison and a limit ; p95<500",
                "p<500 ; which one ; p",
                "p(101)<500 ; from 0 to 100 ; 101",
                "p(9.5.1)<500 ; should be decimal ; 9.5.1",
                "avg(3)<500 ; only p takes ; avg(3)",
                "mode<500 ; should be p(…), avg ; mode",
                "p(95)!=500 ; should be <, <= ; !=",
                "p(95)<500kg ; should be in ms ; 500kg",
                "p(95)<1M ; should be in ms ; 1M",
                "p(95)<1m30 ; a measure ; p(95)<1m30",
                "p(95)<-5 ; a measure, a comparison and a limit ; p(95)<-5",
                "p(95)<0 ; can be kept ; <0",
                "rate<2 ; from 0 to 1 ; 2",
                "rate>100% ; can be kept ; >1",
                "rate<5ms ; such as 0.001 ; 5ms",
                "rate<150% ; from 0 to 1 ; 150%",
                "count>1.5 ; whole number ; 1.5",
                "throughput>5ms ; per /s ; 5ms",
                "p(95)<500 || avg<2 ; joined by && ; ||",
                "p(95)<500 && ; a measure ; \"\"",
                "p(95)<1e3 ; a measure ; p(95)<1e3",
                "p(95)<9999999999999999 ; at most 15 ; 9999999999999999",
            })
    void aFaultNamesTheRuleAndTheValue(String text, String rule, String received) {
        InvalidThreshold fault = catchThrowableOfType(InvalidThreshold.class, () -> ThresholdExpression.parse(text));

        assertThat(fault).as(text).isNotNull();
        assertThat(fault.rule()).contains(rule);
        assertThat(fault.received()).startsWith(received);
    }

    @Test
    void aLongTextIsRefusedBeforeItIsRead() {
        assertThatThrownBy(() -> ThresholdExpression.parse("p(".repeat(100_000)))
                .isInstanceOf(InvalidThreshold.class)
                .hasMessageContaining("at most 200 characters: was '200000 characters'");
    }

    @Property
    void whatAConditionWritesIsReadBack(@ForAll("conditions") List<Condition> conditions) {
        String text = conditions.stream().map(Condition::text).collect(Collectors.joining(" && "));

        assertThat(ThresholdExpression.parse(text)).isEqualTo(conditions);
    }

    @Property
    void anyTextIsReadOrRefusedWithAReason(@ForAll("hostile") String text) {
        try {
            assertThat(ThresholdExpression.parse(text)).isNotEmpty();
        } catch (InvalidThreshold refused) {
            assertThat(refused.rule()).isNotBlank();
            assertThat(refused.received()).isNotNull();
        }
    }

    @Provide
    Arbitrary<List<Condition>> conditions() {
        Arbitrary<BigDecimal> numbers = Arbitraries.bigDecimals()
                .between(new BigDecimal("0.001"), new BigDecimal("99999"))
                .ofScale(3);
        Arbitrary<Comparison> comparisons = Arbitraries.of(Comparison.class);
        Arbitrary<Measure> times = Arbitraries.oneOf(
                Arbitraries.of(Extent.class),
                Arbitraries.integers().between(0, 100_000).map(n -> new Percentile(BigDecimal.valueOf(n, 3))));
        Arbitrary<Condition> ofTimes =
                Combinators.combine(times, comparisons, numbers).as(Condition::new);
        Arbitrary<Condition> ofRates = Combinators.combine(
                        comparisons, Arbitraries.integers().between(1, 99_999))
                .as((sign, n) -> new Condition(Tally.ERROR_RATE, sign, BigDecimal.valueOf(n, 5)));
        Arbitrary<Condition> ofCounts = Combinators.combine(
                        comparisons, Arbitraries.integers().between(1, 99_999))
                .as((sign, n) -> new Condition(Tally.COUNT, sign, BigDecimal.valueOf(n)));
        Arbitrary<Condition> ofThroughput = Combinators.combine(comparisons, numbers)
                .as((sign, limit) -> new Condition(Tally.THROUGHPUT, sign, limit));
        return Arbitraries.oneOf(ofTimes, ofRates, ofCounts, ofThroughput)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(
                "p", "(", ")", "95", "<", "<=", "&&", "||", " ", ".", "ms", "%", "rate", "count", "-", "\u0000", "💥",
                "1e9", "{", "=");
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                pieces.list().ofMaxSize(12).map(parts -> String.join("", parts)));
    }
}
