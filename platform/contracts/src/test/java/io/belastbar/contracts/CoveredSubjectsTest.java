package io.belastbar.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoveredSubjectsTest {

    @ParameterizedTest
    @CsvSource({
        "GET /a, GET /a, true",
        "GET /a, POST /a, false",
        "GET /a, GET /a/b, false",
        "/a, GET /a, true",
        "GET /a, /a, true",
        "/a, /a, true",
        "GET /a*, GET /a/b, true",
        "/api/*, DELETE /api/x, true",
        "*, GET /a, true",
        "*, SELECT on employees, true",
        "SELECT *, SELECT on employees, true",
        "SELECT *, INSERT into a, false",
        "GET /*/items/*, GET /a/items/b, true",
        "GET /*/items/*, GET /a/item/b, false",
        "*a*b, aab, true",
        "a*a, a, false",
        "GET_*, GET_employees, true",
        "GET /a, *, false"
    })
    void aPatternMeansASubject(String pattern, String subject, boolean means) {
        assertThat(new CoveredSubjects(List.of("none", pattern)).includes(subject))
                .isEqualTo(means);
    }

    @Test
    void manyStarsAreNoTrap() {
        assertThat(CoveredSubjects.means("*a".repeat(5_000) + "b", "a".repeat(100_000)))
                .isFalse();
    }

    @Test
    void nothingCoversNothing() {
        assertThat(new CoveredSubjects(List.of()).includes("GET /a")).isFalse();
    }
}
