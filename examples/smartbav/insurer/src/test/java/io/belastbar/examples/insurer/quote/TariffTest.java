package io.belastbar.examples.insurer.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TariffTest {
    /** By hand: 48,000 x 4 % = 1,920 a year; x 0.97 x ((1.01^25 - 1) / 0.01 = 28.2432) = 52,600.13; x 0.0027. */
    @Test
    void contributionAndPensionFollowTheFormula() {
        var quote = Tariff.quote(new QuoteRequest("AllianzPlus", new BigDecimal("48000"), 42, 25));

        assertThat(quote.monthlyContribution()).isEqualByComparingTo("160.00");
        assertThat(quote.guaranteedMonthlyPension()).isEqualByComparingTo("142.02");
    }

    @Test
    void salaryAboveTheCeilingPaysNoMore() {
        var atCeiling = Tariff.quote(new QuoteRequest("x", new BigDecimal("101400"), 40, 20));
        var above = Tariff.quote(new QuoteRequest("x", new BigDecimal("500000"), 40, 20));

        assertThat(above).isEqualTo(atCeiling);
    }

    @Test
    void everyMissingFieldIsNamed() {
        assertThatThrownBy(() -> QuoteRequest.of(Map.of("age", "old")))
                .isInstanceOfSatisfying(
                        QuoteRequest.Invalid.class,
                        e -> assertThat(e.errors()).hasSize(4).contains("age should be between 15 and 75: was old"));
    }
}
