package io.belastbar.web.body;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.math.BigInteger;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody who begins a large body and sends no more of it keeps the others out for a while only. */
class SlowBodyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final MemorySize LIMIT = new MemorySize(BigInteger.valueOf(200_000));

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        var filter = new LargeBodiesFilter(
                new BodySizes(LIMIT, LIMIT, Optional.empty()),
                metrics,
                Optional.of(LIMIT),
                Duration.ofMillis(300),
                Optional.empty());
        Router router = Router.router(vertx);
        router.route().handler(filter::admit);
        router.route().handler(BodyHandler.create());
        router.route().handler(context -> context.end());
        server = got(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() throws Exception {
        got(vertx.close());
    }

    @Test
    void whoStopsSendingIsToldAndHisConnectionEnds() throws Exception {
        try (var slow = new Socket("127.0.0.1", server.actualPort())) {
            slow.setSoTimeout(60_000);
            slow.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\nabc".getBytes(US_ASCII));

            String answer = new String(slow.getInputStream().readAllBytes(), US_ASCII);

            assertThat(answer)
                    .startsWith("HTTP/1.1 408 ")
                    .contains("urn:belastbar:problem:sent-too-slowly", "must come within 1 s, and 3 bytes came");
        }
        assertRoomIsFree();
    }

    @Test
    void inHttp2HisConnectionGoesOn() throws Exception {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MaxPoolSize(1));
        HttpClientRequest slow = request(client);
        slow.setChunked(true).write("abc");
        HttpClientResponse told = got(slow.response());

        assertThat(told.statusCode()).isEqualTo(408);
        // It has little more than a second, and a busy machine may need several attempts.
        HttpClientResponse next = await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> got(request(client).send(Buffer.buffer(new byte[100_000]))),
                        answer -> answer.statusCode() == 200);
        assertThat(next.request().connection()).isSameAs(told.request().connection());
        assertRoomIsFree();
    }

    private HttpClientRequest request(HttpClient client) throws Exception {
        return got(client.request(HttpMethod.POST, server.actualPort(), "127.0.0.1", "/"))
                .putHeader("Content-Type", "application/json");
    }

    private static <T> T got(Future<T> answer) throws Exception {
        return answer.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** A moment after the end, and more than one was slow if the machine was. */
    private void assertRoomIsFree() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(metrics.get("belastbar.large.bodies.bytes").gauge().value())
                    .isZero();
            assertThat(metrics.get("belastbar.large.bodies.refused")
                            .tag("cause", "slow")
                            .counter()
                            .count())
                    .isGreaterThanOrEqualTo(1);
        });
    }
}
