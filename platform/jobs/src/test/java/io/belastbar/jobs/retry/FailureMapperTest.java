package io.belastbar.jobs.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureMapperTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "25006", "40P01", "53300", "55P03", "57014", "57P01", "58030"})
    void aServerInTroubleOrALockPasses(String code) {
        assertThat(FailureMapper.isPassing(refused(code))).isTrue();
        assertThat(FailureMapper.isPassing(new CompletionException(refused(code))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "22P05", "22003", "23505", "23514", "42P01", "XX000", "P0001"})
    void aValueThatCannotBeStoredDoesNotPass(String code) {
        assertThat(FailureMapper.isPassing(refused(code))).isFalse();
        assertThat(FailureMapper.isPassing(new CompletionException(refused(code))))
                .isFalse();
    }

    @Test
    void aConnectionThatIsRefusedClosedOrSilentPasses() {
        assertThat(FailureMapper.isPassing(new CompletionException(new ConnectException("refused"))))
                .isTrue();
        assertThat(FailureMapper.isPassing(new CompletionException(new SocketException("Connection reset"))))
                .isTrue();
        assertThat(FailureMapper.isPassing(new VertxException("Connection is closed", true)))
                .isTrue();
        assertThat(FailureMapper.isPassing(
                        new CompletionException(new NoStackTraceThrowable("failed due to connection has been closed"))))
                .isTrue();
        assertThat(FailureMapper.isPassing(
                        new NoStackTraceThrowable("Connection is not active now, current status: CLOSED")))
                .isTrue();
        assertThat(FailureMapper.isPassing(new IOException("recvAddress(..) failed: Connection reset by peer")))
                .isTrue();
        assertThat(FailureMapper.isPassing(new CompletionException(new IOException("writev(..) failed: Broken pipe"))))
                .isTrue();
        assertThat(FailureMapper.isPassing(new ClosedChannelException())).isTrue();
        assertThat(FailureMapper.isPassing(new TimeoutException())).isTrue();
    }

    @Test
    void aSurpriseDoesNotPass() {
        assertThat(FailureMapper.isPassing(new IllegalStateException("odd"))).isFalse();
        assertThat(FailureMapper.isPassing(new IOException("no space left"))).isFalse();
        assertThat(FailureMapper.isPassing(new IOException((String) null))).isFalse();
        assertThat(FailureMapper.isPassing(
                        new CompletionException(new NoStackTraceThrowable("Parameter at position[0] has the class X"))))
                .isFalse();
    }

    @Test
    void aReasonCanBeStoredWhateverTheFailureSays() {
        assertThat(FailureMapper.reason(new CompletionException(new IllegalStateException("a\u0000b\nc"))))
                .isEqualTo("a b c");
        assertThat(FailureMapper.reason(new IllegalStateException())).isEqualTo("IllegalStateException");
        assertThat(FailureMapper.reason(new IllegalStateException("x".repeat(9_000))))
                .hasSize(500);
    }

    private static PgException refused(String code) {
        return new PgException("no", "ERROR", code, null);
    }
}
