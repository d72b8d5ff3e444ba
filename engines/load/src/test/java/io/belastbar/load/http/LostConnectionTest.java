package io.belastbar.load.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.RequestStep;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that the target refuses, closes or resets: what is said of their requests. */
@Timeout(120)
class LostConnectionTest {

    private static final long PAUSE_MILLIS = 1_200;

    @ParameterizedTest
    @ValueSource(strings = {"http1", "http2", "tls"})
    void aTargetThatAcceptsAndResetsIsThere(String kind) throws Exception {
        try (RawTarget target = RawTarget.serving(RawTarget.Wire::reset);
                Lab lab = new Lab(
                        kind.equals("tls") ? target.secureUrl() : target.url(),
                        kind.equals("http2") ? Lab.Plan.PLAIN.http2() : Lab.Plan.PLAIN)) {
            lab.open();
            for (int i = 0; i < 5; i++) {
                Exchange.Failed failure = lab.end(Lab.get("/")).failure();

                assertThat(failure.cause()).isEqualTo(ErrorClass.CONNECTION_CLOSED);
                assertThat(failure.cause().targetAbsent()).isFalse();
                assertThat(failure.detail()).contains("by the target");
            }
        }
    }

    @Test
    void aTargetThatAcceptsNothingIsNamed() throws Exception {
        int refusing;
        try (ServerSocket socket = new ServerSocket(0)) {
            refusing = socket.getLocalPort();
        }
        try (Lab lab = new Lab(URI.create("http://127.0.0.1:" + refusing))) {
            Exchange.Failed failure = lab.end(Lab.get("/")).failure();

            assertThat(failure.cause()).isEqualTo(ErrorClass.CONNECTION_FAILED);
            assertThat(failure.detail()).isEqualTo("connection refused by 127.0.0.1:" + refusing);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',closed by the target before its answer",
        "HTTP/1.1 200 OK,closed by the target after 15 bytes of its answer"
    })
    void aCloseSaysHowMuchHadCome(String answer, String detail) throws Exception {
        try (RawTarget target = RawTarget.serving(wire -> {
                    wire.request();
                    wire.say(answer);
                });
                Lab lab = new Lab(target.url())) {
            assertThat(lab.end(Lab.get("/")).failure().detail()).isEqualTo(detail);
        }
    }

    @Test
    void aRequestThatCrossedWithTheEndOfAKeptConnectionIsSentOnAnother() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (RawTarget target = oneAnswerAConnection(seen);
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1))) {
            assertThat(lab.end(Lab.get("/first")).status()).isEqualTo(200);
            Lab.End second = afterAPause(lab, Lab.get("/second"));

            assertThat(second.status()).isEqualTo(200);
            assertThat(second.bytesSent())
                    .isEqualTo(2L * "GET /second HTTP/1.1\r\nHost: 127.0.0.1:12345\r\n\r\n".length());
            assertThat(seen).containsExactly("GET /first", "GET /second", "GET /second");
        }
    }

    @Test
    void whatMayNotBeRepeatedOrHadNoPauseIsAFailure() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (RawTarget target = oneAnswerAConnection(seen);
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1))) {
            RequestStep post = Lab.step("POST", "/post", Map.of(), "{}", false);

            assertThat(withoutAPause(lab, Lab.get("/"), Lab.get("/at-once"))
                            .failure()
                            .cause())
                    .isEqualTo(ErrorClass.CONNECTION_CLOSED);
            assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
            assertThat(afterAPause(lab, post).failure().cause()).isEqualTo(ErrorClass.CONNECTION_CLOSED);
            assertThat(seen).containsExactly("GET /", "GET /at-once", "GET /", "POST /post");
        }
    }

    @Test
    void aTargetThatClosesEveryConnectionIsTriedTwiceAndNotForEver() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (RawTarget target = RawTarget.serving(wire -> {
                    String request = wire.request();
                    seen.add(request.split(" ")[1]);
                    if (request.startsWith("GET /first")) {
                        wire.answer(200, "x");
                        seen.add(wire.request().split(" ")[1]);
                    }
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1))) {
            assertThat(lab.end(Lab.get("/first")).status()).isEqualTo(200);

            assertThat(afterAPause(lab, Lab.get("/second")).failure().cause()).isEqualTo(ErrorClass.CONNECTION_CLOSED);
            assertThat(seen).containsExactly("/first", "/second", "/second");
        }
    }

    @Test
    void aFaultWithinTheReaderIsSaidAndEndsItsRequestOnly() {
        ConnectionFailure.Failure failure = ConnectionFailure.of(new IllegalStateException("no line is expected"));

        assertThat(failure.cause()).isEqualTo(ErrorClass.OTHER);
        assertThat(failure.detail()).contains("no line is expected");
    }

    /** One answer, then a close without a word when the next request has come. */
    private static RawTarget oneAnswerAConnection(Queue<String> seen) throws Exception {
        return RawTarget.serving(wire -> {
            seen.add(line(wire.request()));
            wire.answer(200, "x");
            String next = wire.request();
            if (next != null) {
                seen.add(line(next));
            }
        });
    }

    private static String line(String request) {
        return request.substring(0, request.indexOf(" HTTP"));
    }

    /** The end of the second, which the driver's own thread sends as soon as the first is answered. */
    private static Lab.End withoutAPause(Lab lab, RequestStep first, RequestStep second) {
        PreparedStep begin = lab.prepare(first);
        PreparedStep follow = lab.prepare(second);
        CompletableFuture<Lab.End> end = new CompletableFuture<>();
        lab.onLoop(driver -> lab.send(begin, Map.of())
                .thenAccept(answer -> assertThat(answer.status()).isEqualTo(200))
                .thenCompose(answered -> lab.send(follow, Map.of()))
                .whenComplete((ended, failure) -> {
                    if (failure == null) {
                        end.complete(ended);
                    } else {
                        end.completeExceptionally(failure);
                    }
                }));
        return Lab.await(end);
    }

    private static Lab.End afterAPause(Lab lab, RequestStep step) {
        PreparedStep prepared = lab.prepare(step);
        CompletableFuture<Lab.End> end = new CompletableFuture<>();
        lab.after(PAUSE_MILLIS, () -> lab.send(prepared, Map.of()).thenAccept(end::complete));
        return Lab.await(end);
    }
}
