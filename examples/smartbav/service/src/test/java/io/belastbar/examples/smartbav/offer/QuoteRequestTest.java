package io.belastbar.examples.smartbav.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.examples.smartbav.employee.Employee;
import io.belastbar.examples.smartbav.problem.FieldError;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class QuoteRequestTest {
    private static final NewOffer OFFER = new NewOffer("emp_1", "AllianzPlus", 25);

    @Test
    void ageCountsFullYears() {
        assertThat(request(LocalDate.of(2026, 5, 9)).age()).isEqualTo(35);
        assertThat(request(LocalDate.of(2026, 5, 10)).age()).isEqualTo(36);
    }

    @Test
    void keyNamesThePriceAndNobody() {
        assertThat(request(LocalDate.of(2026, 11, 20)).key()).isEqualTo("AllianzPlus:48000.5:36:25");
    }

    @Test
    void termOfNothingIsNamedWithRuleAndValue() {
        assertThat(new NewOffer("emp_1", "AllianzPlus", 0).errors())
                .containsExactly(new FieldError("/laufzeit", "should be 1 to 60 years", "0"));
        assertThat(new NewOffer(null, null, null).errors()).hasSize(3);
    }

    private static QuoteRequest request(LocalDate today) {
        var employee = new Employee(
                "emp_1",
                "A",
                "B",
                "a@b.de",
                LocalDate.of(1990, 5, 10),
                new BigDecimal("48000.50"),
                LocalDate.of(2020, 1, 1),
                "hr",
                Instant.EPOCH);
        return QuoteRequest.of(OFFER, employee, today);
    }
}
