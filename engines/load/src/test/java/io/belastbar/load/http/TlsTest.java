package io.belastbar.load.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secure connections, and those that should not come about. */
@Timeout(120)
class TlsTest {

    @TempDir
    static Path folder;

    private static Path right;
    private static Path wrong;

    @BeforeAll
    static void makeKeys() throws Exception {
        right = Certificates.naming(folder, "ip:127.0.0.1");
        wrong = Certificates.naming(folder, "dns:elsewhere.invalid");
    }

    @AfterAll
    static void trustAsBefore() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
    }

    private static void trust(Path store) {
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", new String(Certificates.PASSWORD));
    }

    private static RawTarget serving(Path keys) throws Exception {
        SSLContext context = Certificates.server(keys);
        return RawTarget.over(
                context.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress()), wire -> {
                    for (String request = wire.request(); request != null; request = wire.request()) {
                        wire.answer(200, "x".repeat(request.startsWith("GET /big") ? 3_000_000 : 10));
                    }
                });
    }

    @Test
    void aTrustedTargetIsSpokenToOnOneConnection() throws Exception {
        trust(right);
        try (RawTarget target = serving(right);
                Lab lab = new Lab(target.secureUrl(), Lab.Plan.PLAIN.connections(1))) {
            lab.open();

            assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
            assertThat(lab.end(Lab.get("/big")).bytesReceived()).isGreaterThan(3_000_000);
            assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    void anUnknownCertificateAndAWrongNameFailUnlessNobodyLooks() throws Exception {
        trust(wrong);
        for (Path keys : new Path[] {right, wrong}) {
            try (RawTarget target = serving(keys)) {
                try (Lab lab = new Lab(target.secureUrl())) {
                    assertThat(lab.end(Lab.get("/")).failure().cause()).isEqualTo(ErrorClass.TLS_FAILED);
                }
                try (Lab lab = new Lab(target.secureUrl(), Lab.Plan.PLAIN.unverified())) {
                    assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void aRefusedCertificateIsNamedWithWhatIsWrong() throws Exception {
        trust(wrong);
        Path expired = Certificates.expired(folder, "ip:127.0.0.1");

        assertThat(detail(right)).matches("the certificate of 127\\.0\\.0\\.1:\\d+ is self-signed \\(CN=test\\)");
        assertThat(detail(wrong)).contains("has no name matching 127.0.0.1, but elsewhere.invalid");
        assertThat(detail(expired)).contains(" expired on 20");
    }

    private static String detail(Path keys) throws Exception {
        try (RawTarget target = serving(keys);
                Lab lab = new Lab(target.secureUrl())) {
            return lab.end(Lab.get("/")).failure().detail();
        }
    }

    @Test
    void tlsToAPlainPortFails() throws Exception {
        try (RawTarget target = RawTarget.serving(wire -> {
                    wire.say("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                    wire.waitForEnd();
                });
                Lab lab = new Lab(target.secureUrl())) {
            Exchange.Failed failure = lab.end(Lab.get("/")).failure();

            assertThat(failure.cause()).isEqualTo(ErrorClass.TLS_FAILED);
            assertThat(failure.detail()).contains("does not speak TLS");
        }
    }

    @Test
    void plainTextToATlsPortEndsAsAnError() throws Exception {
        try (RawTarget target = serving(right);
                Lab lab = new Lab(target.url())) {
            assertThat(lab.end(Lab.get("/")).failure().cause())
                    .isIn(ErrorClass.PROTOCOL_ERROR, ErrorClass.CONNECTION_CLOSED);
        }
    }

    @Test
    void aHandshakeThatNeverEndsIsGivenUp() throws Exception {
        try (RawTarget target = RawTarget.serving(RawTarget.Wire::waitForEnd)) {
            URI address = target.secureUrl();
            Lab.Plan impatient = Lab.Plan.PLAIN.connectTimeout(Duration.ofMillis(1_500));
            try (Lab lab = new Lab(address, impatient)) {
                Exchange.Failed failure = lab.end(Lab.get("/")).failure();

                assertThat(failure.cause()).isEqualTo(ErrorClass.TLS_FAILED);
                assertThat(failure.detail()).isEqualTo("no TLS handshake within 1500 ms");
            }
        }
    }
}
