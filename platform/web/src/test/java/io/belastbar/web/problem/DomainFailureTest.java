package io.belastbar.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.document.RefusedInput;
import io.belastbar.document.TooLarge;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DomainFailureTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(403, new TargetNotAllowed("x")),
                Arguments.of(404, new NotFound("run", "x")),
                Arguments.of(409, new Conflict("x")),
                Arguments.of(412, new PreconditionFailed("x")),
                Arguments.of(422, new IdempotencyKeyReused("x")),
                Arguments.of(428, new PreconditionRequired()),
                Arguments.of(503, new Unavailable("x", Duration.ofSeconds(5))));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureHasItsStatusAndType(int status, DomainFailure failure) {
        Problem problem = failure.problem("/here");

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.type()).extracting(URI::toString).asString().startsWith("urn:belastbar:problem:");
        assertThat(problem.detail()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void onlyAnOutageInvitesToTryAgain(int status, DomainFailure failure) {
        assertThat(failure.retryAfter().isPresent()).isEqualTo(status == 503);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(400, new InvalidInput("x", List.of(new ProblemError("/a", 1, 2, "must be b", "c")))),
                Arguments.of(413, new TooLarge("x")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void everyRefusedInputHasItsStatusAndItsFaults(int status, RefusedInput refused) {
        Problem problem = Problem.of(refused, "/here");

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.type()).extracting(URI::toString).asString().startsWith("urn:belastbar:problem:");
        assertThat(problem.detail()).isNotBlank();
        assertThat(problem.errors()).hasSize(refused instanceof InvalidInput ? 1 : 0);
    }
}
