package io.belastbar.web.problem.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutageMapperTest {

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "57P02", "57P03", "08006", "08001", "53300", "25006"})
    void aServerThatIsGoingOrComingIsAway(String code) {
        assertThat(OutageMapper.whatIsAway(new PgException("gone", "FATAL", code, null)))
                .contains("PostgreSQL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "22003", "57014"})
    void aRefusedStatementIsNoOutage(String code) {
        assertThat(OutageMapper.whatIsAway(new PgException("no", "ERROR", code, null)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"22021,400", "22P05,400", "22003,400", "23505,409", "23503,409"})
    void aValueThatCanNeverBeStoredIsTheCallersFault(String code, int status) {
        assertThat(OutageMapper.refusal(new RuntimeException(new PgException("no", "ERROR", code, null))))
                .contains(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22012", "23514", "23502", "42P01", "57P01", "XX000"})
    void aStatementThatFailsForAnotherReasonIsNot(String code) {
        assertThat(OutageMapper.refusal(new PgException("no", "ERROR", code, null)))
                .isEmpty();
    }

    @Test
    void aGuardThatLetsNobodyThroughMeansARemoteServiceIsAway() {
        assertThat(OutageMapper.whatIsAway(new CircuitBreakerOpenException())).contains("a remote service");
        assertThat(OutageMapper.whatIsAway(new BulkheadException())).contains("a remote service");
        assertThat(OutageMapper.whatIsAway(new TimeoutException())).contains("a remote service");
    }

    @Test
    void whatDoesNotAnswerInTimeIsAway() {
        assertThat(OutageMapper.whatIsAway(new io.smallrye.mutiny.TimeoutException()))
                .contains("a backing service");
    }

    @Test
    void theCauseIsFoundInTheChain() {
        assertThat(OutageMapper.whatIsAway(new RuntimeException(new RuntimeException(new ConnectException("refused")))))
                .isPresent();
    }

    @Test
    void aSurpriseIsNoOutage() {
        assertThat(OutageMapper.whatIsAway(new IllegalStateException("connection pool is a nice word")))
                .isEmpty();
    }

    @Test
    void anEndlessChainOfCausesEnds() {
        RuntimeException inner = new RuntimeException("a");
        RuntimeException outer = new RuntimeException("b", inner);
        inner.initCause(outer);

        assertThat(OutageMapper.whatIsAway(outer)).isEmpty();
    }
}
