package io.belastbar.prometheus;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.web.outbound.HttpAnswer;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.target.TargetClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Asks a registered Prometheus server (Prometheus, HTTP API, "Expression queries"), or one that answers like it. Blocks:
 * for virtual threads. Every question may throw an IOException, with a sentence part for a person, if the server does
 * not answer, and a {@link io.belastbar.web.problem.TargetNotAllowed} if nobody registered it or its credentials.
 */
@ApplicationScoped
public class PrometheusClient {

    /** Of a range: 11,000 points a series, the most that Prometheus gives, times some dozen series. */
    private static final int ANSWER_BYTES_MAX = 16 << 20;

    /** Prometheus answers 400 and 422 with the reason in JSON. */
    private static final Set<Integer> WITH_REASON = Set.of(200, 400, 422);

    private final TargetClient targets;
    private final ObjectMapper json;

    public PrometheusClient(TargetClient targets, ObjectMapper json) {
        this.targets = targets;
        this.json = json;
    }

    /** The one number that a query gives at a moment. */
    public PrometheusAnswer<Double> query(PrometheusServer server, String query, Instant at)
            throws IOException, InterruptedException {
        var form = "query=%s&time=%s".formatted(HttpCall.encoded(query), HttpCall.encoded(at.toString()));
        var answer = ask(server, "/api/v1/query", form);
        return WITH_REASON.contains(answer.status())
                ? PrometheusAnswer.number(answer.text(), json)
                : refused(answer.status());
    }

    /** The series that a query gives from one moment to another, both included, a value each step. */
    public PrometheusAnswer<List<PrometheusSeries>> queryRange(
            PrometheusServer server, String query, Instant from, Instant to, Duration step)
            throws IOException, InterruptedException {
        var form = "query=%s&start=%s&end=%s&step=%s"
                .formatted(
                        HttpCall.encoded(query),
                        HttpCall.encoded(from.toString()),
                        HttpCall.encoded(to.toString()),
                        step.toMillis() / 1e3);
        var answer = ask(server, "/api/v1/query_range", form);
        return WITH_REASON.contains(answer.status())
                ? PrometheusAnswer.series(answer.text(), json)
                : refused(answer.status());
    }

    private HttpAnswer ask(PrometheusServer server, String path, String form) throws IOException, InterruptedException {
        var call = HttpCall.send("POST", path, "application/x-www-form-urlencoded", form);
        return targets.send(
                server.target(),
                server.credentials(),
                call.within(server.timeout()).upTo(ANSWER_BYTES_MAX));
    }

    private static <T> PrometheusAnswer<T> refused(int status) {
        return new PrometheusAnswer.Nothing<>("Prometheus answered with status " + status);
    }
}
