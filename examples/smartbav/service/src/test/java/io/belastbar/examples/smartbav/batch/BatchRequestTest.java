package io.belastbar.examples.smartbav.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.examples.smartbav.employee.NewEmployee;
import io.belastbar.examples.smartbav.problem.FieldError;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchRequestTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final NewEmployee GOOD = employee("a@b.de");

    @Test
    void tenThousandAreAllowedAndOneMoreIsNot() {
        assertThat(new BatchRequest(Collections.nCopies(10_000, GOOD)).errors(TODAY))
                .isEmpty();
        assertThat(new BatchRequest(Collections.nCopies(10_001, GOOD)).errors(TODAY))
                .containsExactly(new FieldError("/employees", "should be 1 to 10000 employees", "10001 employees"));
    }

    @Test
    void noneIsTooFew() {
        assertThat(new BatchRequest(List.of()).errors(TODAY)).hasSize(1);
        assertThat(new BatchRequest(null).errors(TODAY)).hasSize(1);
    }

    @Test
    void theBadOneIsNamedByItsPlace() {
        assertThat(new BatchRequest(Arrays.asList(GOOD, employee("nobody"), null)).errors(TODAY))
                .extracting(FieldError::pointer)
                .containsExactly("/employees/1/email", "/employees/2");
    }

    @Test
    void theAnswerIsNotFloodedWithErrors() {
        assertThat(new BatchRequest(Collections.nCopies(1_000, employee("nobody"))).errors(TODAY))
                .hasSize(100);
    }

    private static NewEmployee employee(String email) {
        return new NewEmployee("A", "B", email, LocalDate.of(1990, 1, 1), BigDecimal.TEN, TODAY, "hr");
    }
}
