package io.belastbar.examples.smartbav.employee;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.examples.smartbav.problem.FieldError;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class NewEmployeeTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @Test
    void completeEmployeeBreaksNoRule() {
        assertThat(employee("a@b.de", "50000", TODAY.minusYears(15)).errors("", TODAY))
                .isEmpty();
    }

    @Test
    void oneDayTooYoungIsNamedWithRuleAndValue() {
        assertThat(employee("a@b.de", "50000", TODAY.minusYears(15).plusDays(1)).errors("/employees/7", TODAY))
                .containsExactly(new FieldError(
                        "/employees/7/dateOfBirth", "should be a date between 15 and 75 years ago", "2011-11-21"));
    }

    @Test
    void everyBrokenRuleIsNamedAtOnce() {
        assertThat(new NewEmployee(null, " ", "ab.de", null, BigDecimal.ZERO, null, null).errors("", TODAY))
                .extracting(FieldError::pointer)
                .containsExactly(
                        "/firstName",
                        "/lastName",
                        "/department",
                        "/email",
                        "/dateOfBirth",
                        "/annualSalary",
                        "/startDate");
    }

    private static NewEmployee employee(String email, String salary, LocalDate birth) {
        return new NewEmployee("Ada", "L", email, birth, new BigDecimal(salary), TODAY, "tech");
    }
}
