package io.belastbar.budget.measurement.prometheus;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.measurement.MeasurementConfig;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Asks a registered Prometheus server. Blocks: for virtual threads. Follows no redirect. */
@ApplicationScoped
class PrometheusClient {

    private static final int ANSWER_BYTES_MAX = 1 << 20;

    private final HttpClient http;
    private final TargetRegistry targets;
    private final CredentialStore credentials;
    private final MeasurementConfig config;
    private final ObjectMapper json;

    PrometheusClient(TargetRegistry targets, CredentialStore credentials, MeasurementConfig config, ObjectMapper json) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.queryTimeout())
                .build();
        this.targets = targets;
        this.credentials = credentials;
        this.config = config;
        this.json = json;
    }

    /**
     * The value of a query at a moment.
     *
     * @throws IOException if the server does not answer
     * @throws io.belastbar.web.problem.TargetNotAllowed if nobody registered the target or its credentials
     */
    PrometheusAnswer ask(MeasurementSources sources, String query, Instant at)
            throws IOException, InterruptedException {
        var base = targets.require(sources.target()).url();
        var form = "query=" + encoded(query) + "&time=" + encoded(at.toString());
        var request = HttpRequest.newBuilder(address(base))
                .timeout(config.queryTimeout())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (sources.credentials() != null) {
            var known = credentials.require(sources.credentials());
            var pair = known.username() + ":" + known.password();
            var basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + basic);
        }
        var response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            return read(response.statusCode(), body);
        }
    }

    /** Prometheus answers 400 and 422 with the reason in JSON. */
    private PrometheusAnswer read(int status, InputStream body) throws IOException {
        var bytes = body.readNBytes(ANSWER_BYTES_MAX + 1);
        if (bytes.length > ANSWER_BYTES_MAX) {
            return new PrometheusAnswer.Nothing("the answer has more than " + ANSWER_BYTES_MAX + " bytes");
        }
        if (status != 200 && status != 400 && status != 422) {
            return new PrometheusAnswer.Nothing("Prometheus answered with status " + status);
        }
        return PrometheusAnswer.read(new String(bytes, StandardCharsets.UTF_8), json);
    }

    /** Below a path prefix, if the server has one. */
    private static URI address(URI base) {
        var text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + "api/v1/query");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
