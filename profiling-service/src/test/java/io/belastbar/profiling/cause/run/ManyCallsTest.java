package io.belastbar.profiling.cause.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.Severity;
import io.belastbar.contracts.StatementFacts;
import io.belastbar.profiling.cause.attribution.Basis;
import io.belastbar.profiling.cause.attribution.CallsPerRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManyCallsTest {
    private static final String LIST = "GET /orders";

    private static StatementFacts statement(double meanMs) {
        return new StatementFacts(
                "7",
                "SELECT * FROM item WHERE order_id = $1",
                "SELECT",
                List.of("item"),
                false,
                1000,
                meanMs,
                meanMs,
                1,
                0,
                0,
                false,
                true,
                List.of(),
                null,
                null);
    }

    private static CallsPerRequest share(double calls, Basis basis) {
        return new CallsPerRequest(LIST, "7", calls, basis);
    }

    @Test
    void tenCallsARequestAreTooMany() {
        assertThat(ManyCalls.in(List.of(share(10, Basis.TIME)), List.of(statement(0.2))))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.title()).isEqualTo("GET /orders calls a statement 10 times a request");
                    assertThat(found.severity()).isEqualTo(Severity.MEDIUM);
                    assertThat(found.evidence()).containsEntry("databaseMsPerRequest", "2.0");
                });
        assertThat(ManyCalls.in(List.of(share(9.9, Basis.TIME)), List.of(statement(50))))
                .isEmpty();
    }

    @Test
    void severityIsTheTimeOfARequest() {
        assertThat(ManyCalls.in(List.of(share(50, Basis.TIME)), List.of(statement(2)))
                        .getFirst()
                        .severity())
                .isEqualTo(Severity.HIGH);
        assertThat(ManyCalls.in(List.of(share(250, Basis.COMMENT)), List.of(statement(2)))
                        .getFirst()
                        .severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @ParameterizedTest
    @EnumSource(names = {"COUNT", "NAME"})
    void aCountThatHappensToFitIsNoProof(Basis basis) {
        assertThat(ManyCalls.in(List.of(share(15, basis)), List.of(statement(50))))
                .isEmpty();
    }

    @Test
    void dependencyIsNoStatement() {
        assertThat(ManyCalls.in(List.of(new CallsPerRequest(LIST, "insurer", 12, Basis.TIME)), List.of(statement(1))))
                .isEmpty();
    }
}
