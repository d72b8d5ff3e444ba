package io.belastbar.load.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.Template;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 against a server that keeps to it, and some that do not. */
@Timeout(120)
class Http2DriverTest {

    private static final Lab.Plan ONE = Lab.Plan.PLAIN.http2().connections(1);

    @TempDir
    Path folder;

    @Test
    void requestsWithAndWithoutContentAreAnswered() throws Exception {
        Map<String, Template> headers = Map.of("X-Id", Template.parse("${v}"), "Connection", Template.parse("close"));
        try (Http2Target target = new Http2Target(100, null);
                Lab lab = new Lab(target.url(), ONE)) {
            lab.open();

            Lab.End post = Lab.await(
                    lab.send(Lab.step("POST", "/a/${v}", headers, "{\"v\":\"${v}\"}", true), Map.of("v", "7")));

            assertThat(post.body()).isEqualTo("POST 7 {\"v\":\"7\"}");
            assertThat(post.bytesReceived()).isGreaterThanOrEqualTo(post.body().length());
            assertThat(post.bytesSent()).isGreaterThan(9);
            assertThat(lab.end(Lab.get("/b")).status()).isEqualTo(200);
        }
    }

    @Test
    void asManyStreamsAsTheTargetAllowsShareAConnection() throws Exception {
        for (int streams : new int[] {1, 3}) {
            try (Http2Target target = new Http2Target(streams, null);
                    Lab lab = new Lab(target.url(), ONE)) {
                lab.open();
                List<CompletableFuture<Lab.End>> ends = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    ends.add(lab.send(Lab.get("/slowly"), Map.of()));
                }

                ends.forEach(end -> assertThat(Lab.await(end).status()).isEqualTo(200));

                assertThat(target.activeMax()).isEqualTo(streams);
                assertThat(target.connections()).isEqualTo(1);
                assertThat(lab.health().busy()).isZero();
                assertThat(lab.health().waiting()).isZero();
            }
        }
    }

    @Test
    void whereTheTargetAllowsFewStreamsMoreConnectionsCarryTheLoadUpToTheirNumber() throws Exception {
        for (int streams : new int[] {1, 10}) {
            try (Http2Target target = new Http2Target(streams, null);
                    Lab lab = new Lab(target.url(), ONE)) {
                lab.onLoop(driver -> driver.connections(4));
                lab.open();

                for (int i = 0; i < 4 * streams + 5; i++) {
                    lab.send(Lab.get("/never"), Map.of());
                }

                await().atMost(Lab.PATIENCE).until(() -> target.activeMax() == 4 * streams);
                assertThat(lab.health().busy()).isEqualTo(4 * streams);
                assertThat(lab.health().waiting()).isEqualTo(5);
                assertThat(target.connections()).isEqualTo(4);
            }
        }
    }

    @Test
    void aTimedOutStreamIsResetAndItsConnectionGoesOn() throws Exception {
        try (Http2Target target = new Http2Target(1, null);
                Lab lab = new Lab(target.url(), ONE.timeout(2_000))) {
            lab.open();

            assertThat(lab.end(Lab.get("/never")).failure().cause()).isEqualTo(ErrorClass.TIMEOUT);
            assertThat(lab.answered(Lab.get("/")).status()).isEqualTo(200);
            await().atMost(Lab.PATIENCE).until(() -> target.resets() >= 1);
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    void resetsClosesAndNonsenseAreToldApart() throws Exception {
        try (Http2Target target = new Http2Target(100, null);
                Lab lab = new Lab(target.url(), ONE)) {
            assertThat(lab.end(Lab.get("/reset")).failure().cause()).isEqualTo(ErrorClass.CONNECTION_CLOSED);
            assertThat(lab.end(Lab.get("/reset")).failure().detail()).contains("INTERNAL_ERROR");
            assertThat(target.connections()).isEqualTo(1);
            assertThat(lab.end(Lab.get("/close")).failure().cause()).isEqualTo(ErrorClass.CONNECTION_CLOSED);
            assertThat(lab.end(Lab.get("/interim")).failure().cause())
                    .isIn(ErrorClass.PROTOCOL_ERROR, ErrorClass.CONNECTION_CLOSED);
            assertThat(lab.end(Lab.get("/nonsense")).failure().cause()).isEqualTo(ErrorClass.PROTOCOL_ERROR);
            assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionThatTheTargetGivesUpIsReplaced() throws Exception {
        try (Http2Target target = new Http2Target(100, null);
                Lab lab = new Lab(target.url(), ONE)) {
            assertThat(lab.end(Lab.get("/away")).status()).isEqualTo(200);
            assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
            assertThat(target.connections()).isEqualTo(2);
        }
    }

    @Test
    void bodiesLargerThanAWindowArriveAndThoseThatAreKeptAreBounded() throws Exception {
        try (Http2Target target = new Http2Target(100, null);
                Lab lab = new Lab(target.url(), ONE)) {
            assertThat(lab.end(Lab.get("/big")).bytesReceived()).isGreaterThanOrEqualTo(3_000_000);
            assertThat(lab.end(Lab.reading("/big")).failure().cause()).isEqualTo(ErrorClass.BODY_TOO_LARGE);
            assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    void redirectsAreFollowedInHttp2Too() throws Exception {
        try (Http2Target target = new Http2Target(100, null);
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.redirects(2).http2())) {
            assertThat(lab.end(Lab.step("POST", "/moved", Map.of(), "{}", true)).body())
                    .isEqualTo("GET null ");
        }
    }

    @Test
    void aTargetThatSpeaksOnlyHttp1IsAProtocolError() throws Exception {
        try (RawTarget target = RawTarget.serving(wire -> {
                    wire.request();
                    wire.answer(400, "what?");
                    wire.waitForEnd();
                });
                Lab lab = new Lab(target.url(), ONE)) {
            assertThat(lab.end(Lab.get("/")).failure().cause()).isEqualTo(ErrorClass.PROTOCOL_ERROR);
        }
        Path keys = Certificates.naming(folder, "ip:127.0.0.1");
        try (RawTarget target = RawTarget.over(
                        Certificates.server(keys)
                                .getServerSocketFactory()
                                .createServerSocket(0, 100, InetAddress.getLoopbackAddress()),
                        RawTarget.Wire::waitForEnd);
                Lab lab =
                        new Lab(target.secureUrl(), Lab.Plan.PLAIN.unverified().http2())) {
            assertThat(lab.end(Lab.get("/")).failure().cause()).isEqualTo(ErrorClass.PROTOCOL_ERROR);
        }
    }

    @Test
    void overTlsHttp2IsAgreedOnByAlpn() throws Exception {
        SslContext tls = SslContextBuilder.forServer(Certificates.keys(Certificates.naming(folder, "ip:127.0.0.1")))
                .sslProvider(SslProvider.JDK)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2))
                .build();
        try (Http2Target target = new Http2Target(100, tls);
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.unverified().http2())) {
            assertThat(lab.end(Lab.reading("/a")).body()).isEqualTo("GET null ");
        }
    }
}
