package io.belastbar.web.problem.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutageMapperTest {

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "57P02", "57P03", "08006", "08001", "53300", "25006"})
    void aServerThatIsGoingOrComingIsAway(String code) {
        assertThat(whatIsAway(new PgException("gone", "FATAL", code, null))).contains("PostgreSQL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001", "55P03", "57014", "53100", "53200", "58030", "25P03"})
    void whoCameAtABadMomentMayComeBack(String code) {
        assertThat(whatIsAway(new PgException("lost", "ERROR", code, null))).contains("PostgreSQL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "22003", "XX000"})
    void aRefusedStatementIsNoOutage(String code) {
        assertThat(whatIsAway(new PgException("no", "ERROR", code, null))).isEmpty();
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
    void whatDoesNotAnswerInTimeIsAway() {
        assertThat(whatIsAway(new io.smallrye.mutiny.TimeoutException())).contains("a backing service");
    }

    @ParameterizedTest
    @CsvSource({
        "Connection refused: /127.0.0.1:5432,PostgreSQL",
        "finishConnect(..) failed: Connection refused: localhost/127.0.0.1:15432,PostgreSQL",
        "Connection refused: db.intern/10.0.0.7:5432,PostgreSQL",
        "Connection refused: localhost/127.0.0.1:6379,Redis",
        "Connection refused: localhost/127.0.0.1:8080,a backing service",
        "Connection refused: localhost/127.0.0.1:115432,a backing service",
        ",a backing service"
    })
    void whatRefusesConnectionsIsKnownByItsAddress(String message, String name) {
        assertThat(whatIsAway(new ConnectException(message))).contains(name);
    }

    /** A server that is killed in the middle of an answer. */
    @Test
    void whatResetsItsConnectionIsAway() {
        assertThat(OutageMapper.whatIsAway(new SocketException("Connection reset"), List.of()))
                .contains("a backing service");
        assertThat(OutageMapper.whatIsAway(
                        new RuntimeException(new IOException("recvAddress(..) failed: Connection reset by peer")),
                        List.of()))
                .contains("a backing service");
        assertThat(OutageMapper.whatIsAway(new IOException("no such file"), List.of()))
                .isEmpty();
    }

    @Test
    void theCauseIsFoundInTheChain() {
        assertThat(whatIsAway(new RuntimeException(new RuntimeException(new ConnectException("refused")))))
                .isPresent();
    }

    @Test
    void aSurpriseIsNoOutage() {
        assertThat(whatIsAway(new IllegalStateException("connection pool is a nice word")))
                .isEmpty();
    }

    @Test
    void anEndlessChainOfCausesEnds() {
        RuntimeException inner = new RuntimeException("a");
        RuntimeException outer = new RuntimeException("b", inner);
        inner.initCause(outer);

        assertThat(whatIsAway(outer)).isEmpty();
    }

    private static Optional<String> whatIsAway(Throwable failure) {
        List<BackingAddress> addresses = Stream.of(
                        BackingAddress.all("PostgreSQL", "postgresql://localhost:15432/b?search_path=budget", 5432),
                        BackingAddress.all(
                                "PostgreSQL", "postgresql://u@127.0.0.1,postgresql://db.intern:5432/b", 5432),
                        BackingAddress.all("Redis", "redis://localhost", 6379))
                .flatMap(List::stream)
                .toList();
        return OutageMapper.whatIsAway(failure, addresses);
    }
}
