package io.belastbar.budget.measurement.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.measurement.prometheus.CollectionOutcome.Problem;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.prometheus.PrometheusAnswer;
import io.belastbar.prometheus.PrometheusSeries;
import io.belastbar.web.document.UnderstoodJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        var away = asking(query -> {
            asked.add(query);
            throw new IOException("Connection refused");
        });
        var round = new CollectionRound("s", sources, away, InstantSource.fixed(START), START);

        round.run(Map.of(), Duration.ofSeconds(45));

        assertThat(asked).containsExactly("hits");
        assertThat(round.outcome().problems())
                .containsExactly(new Problem(null, "target monitoring did not answer (Connection refused)"));
        assertThat(round.outcome().outcome()).isEqualTo("failed");
    }

    @Test
    void aRoundEndsBeforeItsLease() throws Exception {
        var now = new ArrayList<>(List.of(START, START.plusSeconds(46)));
        var round = new CollectionRound(
                "s", sources, asking(query -> new PrometheusAnswer.Value<>(0.5)), () -> now.remove(0), START);

        round.run(Map.of(), Duration.ofSeconds(45));

        assertThat(round.points()).hasSize(1);
        assertThat(round.outcome().problems().getFirst().problem()).startsWith("the round took longer than 45 s");
    }

    @Test
    void aRatioThatOnlyRoundingPutsAboveOneIsOne() throws Exception {
        var round = run(Map.of("hits", "100.00000002", "lookups", "10", "rate", "1", "arrivals", "1"));

        assertThat(round.points().getFirst().getValue().value()).isEqualTo(1);
        assertThat(run(Map.of("hits", "170")).outcome().problems().getFirst().problem())
                .isEqualTo("the query gave 170.0, which is no such amount");
    }

    /** No look-up at night: a ratio of none is no ratio. That nobody knows how many there were is something else. */
    @Test
    void aValueOfWhichPrometheusSaysThatItHasNoSamplesRestsOnNothing() throws Exception {
        assertThat(run(Map.of("hits", "0", "lookups", "0"))
                        .points()
                        .getFirst()
                        .getValue()
                        .restsOnNothing())
                .isTrue();
        assertThat(run(Map.of("hits", "0")).points().getFirst().getValue().restsOnNothing())
                .isFalse();
    }

    @Test
    void ofSamplesThatARoundBeforeHasCountedOnlyTheNewOnesCount() throws Exception {
        var stored = MeasurementSourcesParser.parseStored("""
                prometheus:
                  target: monitoring
                  every: 30s
                  queries:
                    - { subject: api, kind: endpoint, metric: error_rate, query: errors, samples: "sum(increase(x_total[5m]))" }
                """);
        var query = stored.queries().getFirst();
        var samples = new ArrayList<Long>();
        for (var ago : List.of(30, 10, 300, 3_600)) {
            var round = new CollectionRound(
                    "s",
                    stored,
                    asking(promQl -> new PrometheusAnswer.Value<>(promQl.equals("errors") ? 0.0 : 300.0)),
                    InstantSource.fixed(START),
                    START);
            round.run(
                    Map.of(query.id(), new CollectionProgress(START.minusSeconds(ago), null)), Duration.ofSeconds(45));
            samples.add(round.points().getFirst().getValue().samples());
            assertThat(round.progress()).containsEntry(query.id(), new CollectionProgress(START, null));
        }

        assertThat(samples).containsExactly(30L, 10L, 300L, 300L);
    }

    /** As they were written before there were counters, with samples that are refused by now. */
    @Test
    void sourcesThatWereWrittenOnceAreReadForEver() throws IOException {
        var written = Files.readString(Path.of("src/test/resources/understood/measurement-sources.json"));

        assertThat(UnderstoodJson.PLAIN.read(written, MeasurementSources.class))
                .contains(MeasurementSourcesParser.parseStored("""
                        prometheus:
                          target: monitoring
                          queries:
                            - subject: portfolio_data
                              kind: cache
                              service: redis
                              metric: hit_ratio
                              query: hits
                              unit: percent
                              samples: sum(increase(lookups_total[5m]))
                        """));
    }

    @Test
    void samplesThatWouldBeCountedTwiceAreRefusedWithLineAndHowToWriteIt() {
        assertThatThrownBy(() -> MeasurementSourcesParser.parse("""
                prometheus:
                  target: monitoring
                  every: 30s
                  queries:
                    - subject: api
                      kind: endpoint
                      metric: error_rate
                      query: sum(rate(e_total[5m])) / sum(rate(x_total[5m]))
                      samples: sum(increase(x_total[5m]))
                """))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refused -> assertThat(refused.errors()).singleElement().satisfies(error -> {
                            assertThat(error.line()).isEqualTo(9);
                            assertThat(error.received()).isEqualTo("sum(increase(x_total[5m]))");
                            assertThat(error.rule())
                                    .contains("counted up to 10 times", "increase(requests_total[30s])");
                        }));
    }

    @Test
    void countersStandAlone() {
        assertThatThrownBy(() -> MeasurementSourcesParser.parse("""
                prometheus:
                  target: monitoring
                  queries:
                    - { subject: a, kind: endpoint, metric: error_rate, counter: e_total }
                    - { subject: b, kind: endpoint, metric: throughput, counter: e_total, of: x_total }
                    - { subject: c, kind: endpoint, metric: error_rate, counter: sum(e_total), of: "rate(x_total[5m])" }
                    - { subject: d, kind: endpoint, metric: error_rate, counter: e_total, of: x_total, samples: y, query: z }
                """))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors())
                        .extracting(ProblemError::line)
                        .containsExactlyInAnyOrder(4, 5, 6, 6, 7, 7));
    }

    @Test
    void countersAreCountedOnceHoweverTheRoundsFall() throws Exception {
        var server = new CountingServer();
        var progress = new HashMap<String, CollectionProgress>();
        var points = new ArrayList<SeriesPoint>();
        // Early, on time, late, twice at once, after an hour without.
        for (var second : List.of(0, 15, 17, 17, 32, 100, 3_700, 3_715)) {
            points.addAll(round(server, second, progress));
        }

        // What a process served between the last look and its end nobody can see: of each of 3 ends less than a step of
        // 18 s.
        assertThat(points.stream().mapToLong(SeriesPoint::samples).sum())
                .isBetween(server.requests(3_715) - 3 * 80, server.requests(3_715));
        assertThat(points.stream()
                        .mapToDouble(point -> point.samples() * point.value())
                        .sum())
                .isBetween(server.errors(3_715) - 3 * 8.0, server.errors(3_715) + 1e-6);
        assertThat(points.stream().filter(point -> point.at().isBefore(START.plusSeconds(101))))
                .extracting(SeriesPoint::samples)
                .startsWith(300L, 40L, 300L)
                .satisfies(samples -> assertThat(
                                samples.stream().mapToLong(Long.class::cast).sum())
                        .isEqualTo(server.requests(100)));
        assertThat(points).extracting(SeriesPoint::at).isSorted().doesNotHaveDuplicates();
        assertThat(points.stream().filter(point -> point.at().isBefore(START.plusSeconds(3_700))))
                .as("an hour without collection is told step by step")
                .hasSizeGreaterThan(100);
    }

    @Test
    void whatCouldNotBeAnsweredIsCountedByTheNextRound() throws Exception {
        var server = new CountingServer();
        var progress = new HashMap<String, CollectionProgress>();
        round(server, 0, progress);
        server.partial = true;
        var none = round(server, 15, progress);
        server.partial = false;
        var all = round(server, 30, progress);

        assertThat(none).isEmpty();
        assertThat(all.stream().mapToLong(SeriesPoint::samples).sum())
                .isEqualTo(server.requests(30) - server.requests(0));
    }

    @Test
    void aPauseOfMoreThanADayIsNotCounted() throws Exception {
        var server = new CountingServer();
        var progress = new HashMap<String, CollectionProgress>();
        round(server, 0, progress);

        assertThat(round(server, 90_000, progress)).isEmpty();
        assertThat(round(server, 90_015, progress)).hasSize(1);
    }

    private static List<SeriesPoint> round(CountingServer server, int second, Map<String, CollectionProgress> progress)
            throws InterruptedException {
        var now = START.plusSeconds(second);
        var counted = MeasurementSourcesParser.parse("""
                prometheus:
                  target: monitoring
                  every: 15s
                  queries:
                    - { subject: api, kind: endpoint, metric: error_rate, counter: errors_total, of: requests_total }
                """);
        var round = new CollectionRound("s", counted, server, InstantSource.fixed(now), now);
        round.run(progress, Duration.ofSeconds(45));
        progress.putAll(round.progress());
        return round.points().stream().map(Map.Entry::getValue).toList();
    }

    /** Ten requests a second on each of two replicas, every tenth an error; the second starts anew every 20 minutes. */
    private static final class CountingServer implements CollectionRound.Questions {

        private boolean partial;

        long requests(int second) {
            return 20L * second;
        }

        long errors(int second) {
            return second + second;
        }

        @Override
        public PrometheusAnswer<Double> number(String query) {
            throw new AssertionError("no number was asked for: " + query);
        }

        @Override
        public PrometheusAnswer<List<PrometheusSeries>> series(String query, Instant from, Instant to, Duration step) {
            if (partial) {
                return new PrometheusAnswer.Nothing<>("the answer is partial: not every store answered");
            }
            var perSecond = query.equals("requests_total") ? 10.0 : 1.0;
            var first = new TreeMap<Instant, Double>();
            var second = new TreeMap<Instant, Double>();
            for (var at = from; !at.isAfter(to); at = at.plus(step)) {
                var millis = Duration.between(START, at).toMillis();
                first.put(at, 1_000_000 + perSecond * millis / 1_000);
                second.put(at, perSecond * (millis % 1_200_000) / 1_000);
            }
            return new PrometheusAnswer.Value<>(List.of(
                    new PrometheusSeries(Map.of("instance", "a"), first),
                    new PrometheusSeries(Map.of("instance", "b"), second)));
        }
    }

    @FunctionalInterface
    private interface Number {
        PrometheusAnswer<Double> of(String query) throws IOException;
    }

    private static CollectionRound.Questions asking(Number number) {
        return new CollectionRound.Questions() {
            @Override
            public PrometheusAnswer<Double> number(String query) throws IOException {
                return number.of(query);
            }

            @Override
            public PrometheusAnswer<List<PrometheusSeries>> series(
                    String query, Instant from, Instant to, Duration step) {
                throw new AssertionError("no series were asked for: " + query);
            }
        };
    }

    private CollectionRound run(Map<String, String> answers) throws InterruptedException {
        var json = new ObjectMapper();
        var round = new CollectionRound(
                "s",
                sources,
                asking(query -> PrometheusAnswer.number(
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                                + "{\"metric\":{},\"value\":[1763704800,\"" + answers.get(query) + "\"]}]}}",
                        json)),
                InstantSource.fixed(START),
                START);
        round.run(Map.of(), Duration.ofSeconds(45));
        return round;
    }
}
