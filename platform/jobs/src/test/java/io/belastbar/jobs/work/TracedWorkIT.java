package io.belastbar.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.jobs.Await;
import io.belastbar.jobs.trace.TraceParent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who asked for work in a trace finds there what came of it. */
@QuarkusTest
@TestProfile(TracedWorkIT.Traced.class)
class TracedWorkIT {

    private static final String NONE = "none";

    @Inject
    Pool pool;

    @Inject
    LeasedWorkRepository rows;

    @Inject
    TracedWork traces;

    @Inject
    OpenTelemetry sdk;

    @Inject
    InMemorySpanExporter spans;

    private WorkBench bench;
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @BeforeEach
    void open() {
        bench = new WorkBench(pool, rows);
    }

    @AfterEach
    void close() throws InterruptedException {
        bench.close();
    }

    @Test
    void whatWorkBringsAboutBelongsToTheTraceOfWhoAskedForIt() throws Exception {
        Span request = sdk.getTracer("test").spanBuilder("request").startSpan();
        Await.of(pool.withTransaction(tx -> bench.work.enqueue(in(tx, request), "asked", "")));
        bench.add("nobody", "");
        bench.start(WorkBench.terms(Duration.ofMinutes(5)), traces.of("thinking", held -> {
            see();
            return new Outcome.Done();
        }));

        assertThat(List.of(next(), next()).stream().sorted())
                .satisfiesExactly(
                        asked -> assertThat(asked)
                                .startsWith("00-" + request.getSpanContext().getTraceId()),
                        nobody -> assertThat(nobody).isEqualTo(NONE));
        SpanData work = spans(request, 1).getFirst();
        assertThat(work.getName()).isEqualTo("work thinking");
        assertThat(work.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
    }

    @Test
    void eachAttemptIsASpanAndWhatIsDueAgainBelongsToNobodysTrace() throws Exception {
        Span request = sdk.getTracer("test").spanBuilder("request").startSpan();
        Await.of(pool.withTransaction(tx -> bench.work.enqueue(in(tx, request), "asked", "")));
        bench.start(WorkBench.terms(Duration.ofMinutes(5)), traces.of("thinking", held -> {
            see();
            if (seen.size() == 1) {
                throw new IllegalStateException("of employee 4711");
            }
            Await.of(pool.withTransaction(tx -> bench.work.again(tx, held, "", Instant.EPOCH)));
            return new Outcome.Done();
        }));
        await().atMost(Duration.ofSeconds(60)).until(() -> seen.size() >= 3);

        assertThat(next()).startsWith("00-" + request.getSpanContext().getTraceId());
        assertThat(next()).startsWith("00-" + request.getSpanContext().getTraceId());
        assertThat(next()).isEqualTo(NONE);
        List<SpanData> attempts = spans(request, 2);
        assertThat(attempts)
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
        assertThat(attempts.toString()).doesNotContain("4711");
    }

    /** A handler says what came of an attempt by what it returns, too. */
    @Test
    void whatIsGivenUpIsAnErrorAndWhatIsTriedAgainIsNot() {
        Span request = sdk.getTracer("test").spanBuilder("request").startSpan();
        Await.of(pool.withTransaction(tx -> bench.work.enqueue(in(tx, request), "asked", "")));
        var outcomes = new ArrayDeque<Outcome>(List.of(
                new Outcome.NotYet(Duration.ZERO, "not the turn of employee 4711"),
                new Outcome.Later(Duration.ZERO, "no news of employee 4711"),
                new Outcome.GiveUp("no such employee: 4711")));
        bench.start(WorkBench.terms(Duration.ofMinutes(5)), traces.of("thinking", held -> outcomes.remove()));

        List<SpanData> told = spans(request, 4);

        assertThat(told)
                .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("belastbar.outcome")))
                .containsExactly("postponed", "postponed", "given_up", "given_up");
        assertThat(told)
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.UNSET, StatusCode.UNSET, StatusCode.ERROR, StatusCode.ERROR);
        assertThat(told.toString()).doesNotContain("4711");
    }

    /** Which trace a statement's callback is in: that is where events are appended. */
    private void see() {
        seen.add(Await.of(
                pool.withTransaction(tx -> tx.query("SELECT 1").execute().chain(() -> Uni.createFrom()
                        .item(TraceParent.current().orElse(NONE))))));
    }

    private String next() throws InterruptedException {
        return Objects.requireNonNull(seen.poll(60, TimeUnit.SECONDS));
    }

    private List<SpanData> spans(Span request, int count) {
        String trace = request.getSpanContext().getTraceId();
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> spans.getFinishedSpanItems().stream()
                                .filter(span -> span.getTraceId().equals(trace))
                                .toList(),
                        found -> found.size() == count);
    }

    private static SqlConnection in(SqlConnection transaction, Span request) {
        return new InTrace(transaction, request);
    }

    private static final class InTrace extends SqlConnection implements io.belastbar.jobs.trace.TracedTransaction {
        private final Span request;

        InTrace(SqlConnection transaction, Span request) {
            super(transaction.getDelegate());
            this.request = request;
        }

        @Override
        public String traceparent() {
            return TraceParent.of(io.opentelemetry.context.Context.root().with(request))
                    .orElseThrow();
        }
    }

    /** Traces are on, and stay in memory. */
    public static class Traced implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.traces.exporter", "none");
        }
    }

    /** Where spans go. */
    @Singleton
    public static class Spans {

        @Produces
        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }

        @Produces
        @Singleton
        SpanProcessor processor(InMemorySpanExporter exporter) {
            return SimpleSpanProcessor.create(exporter);
        }
    }
}
