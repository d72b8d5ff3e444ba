package io.belastbar.chaos.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.expectation.breaker.BreakerState;
import io.belastbar.contracts.BreakerStatus;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.document.ProblemError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationsTest {

    @Test
    void anExpectationIsReadFromYamlAndFromJson() {
        var expected = new BreakerState("smartbav-api", "versicherer-api", BreakerStatus.HALF_OPEN, false);

        assertThat(read("type: breaker-state\ntarget: smartbav-api\nbreaker: versicherer-api\nstate: half-open"))
                .contains(expected);
        assertThat(read("""
                                {"type":"breaker-state","target":"smartbav-api","breaker":"versicherer-api","state":"HALF_OPEN"}""")).contains(expected);
    }

    @Test
    void anUnknownKindNamesThoseThatAreKnown() {
        var errors = new ErrorCollector();

        assertThat(Expectations.parse(DocumentParser.parse("type: braker-state"), errors))
                .isEmpty();

        assertThat(errors.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/type");
            assertThat(error.line()).isEqualTo(1);
            assertThat(error.column()).isEqualTo(7);
            assertThat(error.rule()).contains("breaker-state", "http-probe");
            assertThat(error.received()).isEqualTo("braker-state");
        });
    }

    @Test
    void allFaultsAreToldAtOnceWithLineAndColumn() {
        var faults = faults("""
                type: http-probe
                target: smartbav-api
                request: PATCH /api
                status: [200, 7, "x"]
                equals: 3
                at-most: 2
                until: later
                """);

        assertThat(faults)
                .extracting(ProblemError::pointer)
                .containsExactlyInAnyOrder("/request", "/status/1", "/status/2", "/equals", "/at-most", "/until");
        assertThat(faults).allSatisfy(fault -> assertThat(fault.line()).isPositive());
    }

    @Test
    void aDurationWithoutUnitIsRefused() {
        assertThat(faults("type: http-probe\ntarget: a\nrequest: GET /\nat-most: 500"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.rule()).contains("ms, s");
                    assertThat(fault.line()).isEqualTo(4);
                });
    }

    @Test
    void fieldsOfWhoeverReadsItBesideAreNotRefused() {
        var errors = new ErrorCollector();
        var document = "type: breaker-state\ntarget: a\nbreaker: b\nstate: OPEN\nwithin: 2m";

        assertThat(Expectations.parse(DocumentParser.parse(document), errors, Set.of("within")))
                .isPresent();
        assertThat(errors.isEmpty()).isTrue();
        assertThat(faults(document)).singleElement().satisfies(fault -> assertThat(fault.pointer())
                .isEqualTo("/within"));
    }

    @Test
    void everyKindOfDocumentIsRefusedThatIsNoMapping() {
        assertThat(faults("[1]")).hasSize(1);
        assertThat(faults("just text")).hasSize(1);
        assertThat(faults("{}")).singleElement().satisfies(fault -> assertThat(fault.rule())
                .contains("required"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET //169.254.169.254/latest",
                "GET http://169.254.169.254/",
                "GET /a/../../b",
                "GET /a/%2e%2e/b",
                "GET /a/..%2fb",
                "GET /a b",
                "GET",
                "DELETE /api",
                "get /api"
            })
    void aRequestStaysBelowItsTargetAndChangesLittle(String request) {
        assertThat(faults("type: http-probe\ntarget: a\nrequest: \"" + request + "\""))
                .extracting(ProblemError::pointer)
                .containsExactly("/request");
    }

    @Test
    void aSecretInABodyIsRefusedAndNotShown() {
        assertThat(faults("type: http-probe\ntarget: a\nrequest: POST /login\nbody: { user: x, Password: hunter2 }"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.rule()).contains("credential");
                    assertThat(fault.received()).doesNotContain("hunter2");
                });
    }

    private static Optional<Expectation> read(String document) {
        var errors = new ErrorCollector();
        var found = Expectations.parse(DocumentParser.parse(document), errors);
        assertThat(errors.errors()).isEmpty();
        return found;
    }

    private static List<ProblemError> faults(String document) {
        var errors = new ErrorCollector();
        assertThat(Expectations.parse(DocumentParser.parse(document), errors)).isEmpty();
        return errors.errors();
    }
}
