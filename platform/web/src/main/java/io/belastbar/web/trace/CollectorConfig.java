package io.belastbar.web.trace;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where spans go, from the keys of Quarkus' own exporter: what is said of traces, else of all that is exported. Who has no use for them makes no client. */
@Singleton
public class CollectorConfig {

    private static final String OTLP = "quarkus.otel.exporter.otlp.";

    @ConfigProperty(name = OTLP + "endpoint", defaultValue = "http://127.0.0.1:4318")
    String endpoint;

    @ConfigProperty(name = OTLP + "traces.endpoint")
    Optional<String> tracesEndpoint;

    @ConfigProperty(name = OTLP + "headers")
    Optional<List<String>> headers;

    @ConfigProperty(name = OTLP + "traces.headers")
    Optional<List<String>> tracesHeaders;

    @ConfigProperty(name = OTLP + "timeout", defaultValue = "10s")
    Duration timeout;

    @ConfigProperty(name = OTLP + "traces.timeout")
    Optional<Duration> tracesTimeout;

    @ConfigProperty(name = OTLP + "compression", defaultValue = "none")
    String compression;

    @ConfigProperty(name = OTLP + "traces.compression")
    Optional<String> tracesCompression;

    @ConfigProperty(name = OTLP + "tls-configuration-name")
    Optional<String> tlsName;

    @ConfigProperty(name = OTLP + "traces.tls-configuration-name")
    Optional<String> tracesTlsName;

    private final TlsConfigurationRegistry tls;

    CollectorConfig(TlsConfigurationRegistry tls) {
        this.tls = tls;
    }

    /** Of a whole export, further attempts and the waits between them included. */
    Duration timeout() {
        return tracesTimeout.orElse(timeout);
    }

    boolean isCompressed() {
        return tracesCompression.orElse(compression).equalsIgnoreCase("gzip");
    }

    /** Everything of a request but its body. */
    HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(tracesEndpoint.orElse(endpoint)))
                .header("Content-Type", "application/x-protobuf");
        for (String header : tracesHeaders.or(() -> headers).orElse(List.of())) {
            String[] nameAndValue = header.split("=", 2);
            try {
                request.setHeader(nameAndValue[0].strip(), nameAndValue[1].strip());
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException refused) {
                // Without the cause, which shows the value: a token.
                throw new IllegalStateException(OTLP + "headers: no header that can be sent: " + nameAndValue[0]);
            }
        }
        return request;
    }

    HttpClient client() throws Exception {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER);
        Optional<TlsConfiguration> trust = TlsConfiguration.from(tls, tracesTlsName.or(() -> tlsName));
        return trust.isEmpty()
                ? client.build()
                : client.sslContext(trust.get().createSSLContext()).build();
    }

    /** Without user and query of the endpoint: it is logged. */
    static URI address(String endpoint) {
        try {
            URI base = new URI(endpoint.strip());
            String path = base.getPath() == null ? "" : base.getPath().replaceAll("/+$", "");
            if (base.getHost() != null && List.of("http", "https").contains(base.getScheme())) {
                return new URI(base.getScheme(), null, base.getHost(), base.getPort(), path + "/v1/traces", null, null);
            }
        } catch (URISyntaxException odd) {
            // Told below, without the text: a password may stand in it.
        }
        throw new IllegalStateException(OTLP + "endpoint: it must be an address such as http://collector:4318");
    }
}
