package io.belastbar.budget.format.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.budget.Samples;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Terms;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsEntryTest {

    @Test
    void withoutAWordAPromiseCountsEverywhereAndHasNoWeight() {
        assertThat(terms("target_error_rate: 1%")).containsExactly(Terms.NONE);
        assertThat(Terms.NONE.counts()).isTrue();
        assertThat(Terms.NONE.holdOn("any")).isTrue();
    }

    @Test
    void termsOfAnEntryAreThoseOfItsFigures() {
        assertThat(
                        terms(
                                "required: true, weight: 3, testbed: staging, target_error_rate: 1%, target_throughput: 1 req/s"))
                .containsExactly(
                        new Terms(true, false, 3, List.of("staging")), new Terms(true, false, 3, List.of("staging")));
        assertThat(terms("testbeds: [b, a], informational: true, target_error_rate: 1%"))
                .containsExactly(new Terms(false, true, 0, List.of("b", "a")));
    }

    @Test
    void aFigureMayHaveTermsOfItsOwn() {
        assertThat(terms("required: true, weight: 3, target_error_rate: 1%, weight_error_rate: 10,"
                        + " target_throughput: 1 req/s, informational_throughput: true,"
                        + " target_response_time_p95: 1s, required_response_time_p95: false"))
                .containsExactly(
                        new Terms(true, false, 10, List.of()),
                        new Terms(false, true, 0, List.of()),
                        new Terms(false, false, 3, List.of()));
    }

    @Test
    void aDemandHasTermsToo() {
        var budget =
                Samples.budget("database: { SELECT on a: { target_index_scan: true, required_index_scan: true } }");

        assertThat(budget.objectives().findFirst().orElseThrow().terms().required())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "required: true, informational: true|required|informational",
                "informational: true, weight: 2|no weight|weight",
                "required_error_rate: true, informational_error_rate: true|required|informational_error_rate",
                "informational: true, weight_error_rate: 2|no weight|weight_error_rate",
                "informational: true, required_error_rate: true|required|informational",
                "weight: 0|between 1 and 1000|weight",
                "weight: 1001|between 1 and 1000|weight",
                "weight: 1.5|whole number|weight",
                "weight: -1|between 1 and 1000|weight",
                "required: 1|true or false|required",
                "testbeds: []|at least one|testbeds",
                "testbeds: staging|must be a list|testbeds",
                "testbeds: [a, a]|named once|testbeds/1",
                "testbed: ' '|has a name|testbed",
                "testbed: a, testbeds: [b]|either|testbed",
                "weight_throughput: 2|no target_throughput|weight_throughput",
                "weight_happiness: 2|unknown key|weight_happiness",
            })
    void whatContradictsItselfIsRefusedWhereItStands(String terms, String rule, String field) {
        var refused = catchThrowableOfType(InvalidInput.class, () -> terms(terms + ", target_error_rate: 1%"));

        assertThat(refused).isNotNull();
        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.rule()).contains(rule);
            assertThat(error.pointer()).endsWith("/" + field);
            assertThat(error.line()).isEqualTo(2);
        });
    }

    @Test
    void everyFaultOfTheTermsIsToldAtOnce() {
        var refused = catchThrowableOfType(
                InvalidInput.class, () -> terms("weight: heavy, required: perhaps, testbed: [], target_error_rate: 2"));

        assertThat(refused.errors())
                .extracting(ProblemError::pointer)
                .allMatch(pointer -> pointer.startsWith("/endpoints/GET ~1a/"))
                .hasSize(4);
    }

    private static List<Terms> terms(String entry) {
        return Samples.budget("endpoints:\n  \"GET /a\": { " + entry + " }")
                .objectives()
                .map(Objective::terms)
                .toList();
    }
}
