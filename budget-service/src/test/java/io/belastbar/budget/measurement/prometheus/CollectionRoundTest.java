package io.belastbar.budget.measurement.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.measurement.prometheus.CollectionOutcome.Problem;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.prometheus.PrometheusAnswer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CollectionRoundTest {

    private static final Instant START = Instant.parse("2026-11-21T06:00:00Z");
    private static final String DOCUMENT = """
            prometheus:
              target: monitoring
              every: 15s
              queries:
                - { subject: portfolio_data, kind: cache, service: redis, metric: hit_ratio, query: hits, unit: percent, samples: lookups }
                - { subject: api, kind: endpoint, metric: response_time_p95, query: latency, unit: seconds }
                - { subject: api, kind: endpoint, metric: throughput, query: rate, unit: req/s, offered: arrivals }
            """;

    private final MeasurementSources sources = MeasurementSourcesParser.parse(DOCUMENT);

    @Test
    void theDocumentSaysWhatToAsk() {
        assertThat(sources.target()).isEqualTo("monitoring");
        assertThat(sources.every()).isEqualTo(Duration.ofSeconds(15));
        assertThat(sources.queries())
                .extracting(
                        query -> query.subject().kind(), query -> query.metric().text(), SourceQuery::factor)
                .containsExactly(
                        tuple(SubjectKind.CACHE, "target_hit_ratio", 0.01),
                        tuple(SubjectKind.ENDPOINT, "target_response_time_p95", 1_000.0),
                        tuple(SubjectKind.ENDPOINT, "target_throughput", 1.0));
    }

    @Test
    void everyFaultOfTheDocumentIsTold() {
        assertThatThrownBy(() -> MeasurementSourcesParser.parse("""
                prometheus:
                  target: monitoring
                  every: 1s
                  queries:
                    - { subject: a, kind: thing, metric: hit_ratio, query: x }
                    - { subject: a, kind: cache, metric: speed, query: x }
                    - { subject: a, kind: cache, metric: lag, query: x, unit: kB }
                    - { subject: a, kind: cache, metric: lag, unit: s, color: red }
                """))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors())
                        .extracting(ProblemError::line)
                        .containsExactlyInAnyOrder(3, 5, 6, 7, 8, 8));
    }

    @Test
    void onlyTheCredentialsOfTheTargetAreSentToIt() {
        var document = "prometheus: { target: monitoring, credentials: %s, queries: [] }";

        assertThat(MeasurementSourcesParser.parse(document.formatted("monitoring-reader"))
                        .credentials())
                .isEqualTo("monitoring-reader");
        assertThatThrownBy(() -> MeasurementSourcesParser.parse(document.formatted("smartbav-db")))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void answersBecomeValuesInTheUnitOfTheirFigure() throws Exception {
        var round = run(Map.of("hits", "87.5", "lookups", "399.6", "latency", "0.25", "rate", "42", "arrivals", "50"));

        assertThat(round.points())
                .extracting(
                        point -> point.getKey().metric(),
                        point -> point.getValue().value(),
                        point -> point.getValue().samples(),
                        point -> point.getValue().labels())
                .containsExactly(
                        tuple("target_hit_ratio", 0.875, 400L, Map.of()),
                        tuple("target_response_time_p95", 250.0, 0L, Map.of()),
                        tuple("target_throughput", 42.0, 0L, Map.of("offered", "50.0")));
        assertThat(round.outcome().outcome()).isEqualTo("complete");
    }

    @Test
    void whatCouldNotBeMeasuredIsSaid() throws Exception {
        var round = run(Map.of("hits", "NaN", "latency", "-1", "rate", "42", "arrivals", "50"));

        assertThat(round.outcome().values()).isEqualTo(1);
        assertThat(round.outcome().outcome()).isEqualTo("partial");
        assertThat(round.outcome().problems())
                .containsExactly(
                        new Problem("redis / portfolio_data target_hit_ratio", "the query gave NaN"),
                        new Problem("api target_response_time_p95", "the query gave -1.0, which is no such amount"));
    }

    @Test
    void aServerThatIsAwayIsAskedOnce() throws Exception {
        var asked = new ArrayList<String>();
        var round = new CollectionRound(
                "s",
                sources,
                query -> {
                    asked.add(query);
                    throw new IOException("Connection refused");
                },
                InstantSource.fixed(START),
                START);

        round.run(Duration.ofSeconds(45));

        assertThat(asked).containsExactly("hits");
        assertThat(round.outcome().problems())
                .containsExactly(new Problem(null, "target monitoring did not answer (Connection refused)"));
        assertThat(round.outcome().outcome()).isEqualTo("failed");
    }

    @Test
    void aRoundEndsBeforeItsLease() throws Exception {
        var now = new ArrayList<>(List.of(START, START.plusSeconds(46)));
        var round = new CollectionRound(
                "s", sources, query -> new PrometheusAnswer.Value<>(0.5), () -> now.remove(0), START);

        round.run(Duration.ofSeconds(45));

        assertThat(round.points()).hasSize(1);
        assertThat(round.outcome().problems().getFirst().problem()).startsWith("the round took longer than 45 s");
    }

    private CollectionRound run(Map<String, String> answers) throws InterruptedException {
        var json = new ObjectMapper();
        var round = new CollectionRound(
                "s",
                sources,
                query -> PrometheusAnswer.number(
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                                + "{\"metric\":{},\"value\":[1763704800,\"" + answers.get(query) + "\"]}]}}",
                        json),
                InstantSource.fixed(START),
                START);
        round.run(Duration.ofSeconds(45));
        return round;
    }
}
