package io.belastbar.load.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.failure.FailureAdvice;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.transport.Trust;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Targets whose certificate nobody on this machine knows, over real sockets. */
@Timeout(120)
class NamedAuthorityTest {

    @TempDir
    static Path folder;

    private static Path own;
    private static Path elsewhere;

    @BeforeAll
    static void makeKeys() throws Exception {
        own = Certificates.naming(folder, "ip:127.0.0.1");
        elsewhere = Certificates.naming(folder, "dns:elsewhere.invalid");
    }

    @Test
    void aTargetMayNameItsAuthority() throws Exception {
        assertThat(end(own, new Trust(List.of(certificate(own)), false)).status())
                .isEqualTo(200);
    }

    @Test
    void aSelfSignedCertificateIsToldAsSuchWithWhatHelps() throws Exception {
        Lab.End end = end(own, Trust.DEFAULT);

        assertThat(end.failure().cause()).isEqualTo(ErrorClass.TLS_FAILED);
        assertThat(end.failure().detail())
                .startsWith("the certificate of 127.0.0.1:")
                .contains("is self-signed (CN=test)");
        assertThat(advice(end)).contains("BELASTBAR_TARGETS_SHOP_API_CA=");
    }

    @Test
    void anotherAuthorityThanTheOneThatIsNamedIsRefused() throws Exception {
        assertThat(end(own, new Trust(List.of(certificate(elsewhere)), false))
                        .failure()
                        .cause())
                .isEqualTo(ErrorClass.TLS_FAILED);
    }

    @Test
    void aCertificateForAnotherNameIsToldAsSuch() throws Exception {
        Lab.End end = end(elsewhere, new Trust(List.of(certificate(elsewhere)), false));

        assertThat(end.failure().cause()).isEqualTo(ErrorClass.TLS_FAILED);
        assertThat(end.failure().detail()).contains("has no name matching 127.0.0.1");
        assertThat(advice(end)).contains("The certificate is for another name");
    }

    @Test
    void anyCertificateIsTakenWhereTheTargetSaysSo() throws Exception {
        assertThat(end(elsewhere, new Trust(List.of(), true)).status()).isEqualTo(200);
    }

    private static Lab.End end(Path keys, Trust trust) throws Exception {
        try (RawTarget target = serving(keys);
                Lab lab = new Lab(target.secureUrl(), Lab.Plan.PLAIN.trusting(trust))) {
            return lab.end(Lab.get("/"));
        }
    }

    private static RawTarget serving(Path keys) throws Exception {
        SSLContext context = Certificates.server(keys);
        return RawTarget.over(
                context.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress()), wire -> {
                    for (String request = wire.request(); request != null; request = wire.request()) {
                        wire.answer(200, "fine");
                    }
                });
    }

    private static X509Certificate certificate(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, Certificates.PASSWORD);
        }
        return (X509Certificate) store.getCertificate("a");
    }

    private static String advice(Lab.End end) {
        FailureCause cause = new FailureCause(
                0, end.failure().cause(), end.failure().code(), end.failure().detail(), 1);
        return FailureAdvice.of(cause, "shop-api").english();
    }
}
