package io.belastbar.web.trace;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import org.jboss.logging.Logger;

/**
 * Sends spans to a collector, instead of Quarkus' exporter, which sends a batch twice where its connection was idle for as
 * long as its time-out, sends again at once what a collector refuses for now, and does not say that one refuses.
 *
 * <p>As OTLP has it: a batch that was refused for now is sent again, later and later; one that may have arrived is not,
 * unless the connection ended before the answer.
 */
@Singleton
public class CollectorClient implements SpanExporter {

    private static final Logger LOG = Logger.getLogger(CollectorClient.class);
    private static final int ATTEMPTS_MAX = 5;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    private final HttpRequest.Builder request;
    private final boolean isCompressed;
    private final Duration timeout;
    private final HttpClient http;
    private final MeterRegistry metrics;
    private final FewLines lines = new FewLines(System::nanoTime);
    private final CountDownLatch ending = new CountDownLatch(1);

    @Inject
    CollectorClient(CollectorConfig config, MeterRegistry metrics) throws Exception {
        this(config.request(), config.isCompressed(), config.timeout(), config.client(), metrics);
    }

    CollectorClient(
            HttpRequest.Builder request,
            boolean isCompressed,
            Duration timeout,
            HttpClient http,
            MeterRegistry metrics) {
        this.request = request;
        this.isCompressed = isCompressed;
        this.timeout = timeout;
        this.http = http;
        this.metrics = metrics;
    }

    /** In a thread of its own: whoever ends a span may wait for this. */
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = new CompletableResultCode();
        Thread.ofVirtual().name("span-export").start(() -> {
            try {
                deliver(spans, result);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                // Does nothing to what was delivered.
                result.fail();
            }
        });
        return result;
    }

    private void deliver(Collection<SpanData> spans, CompletableResultCode result) throws InterruptedException {
        HttpRequest export = request(TraceRequestMarshaler.create(spans));
        long end = System.nanoTime() + timeout.toNanos();
        Duration wait = FIRST_WAIT;
        for (int attempt = 1; ; attempt++) {
            PartialSuccess answer = new PartialSuccess();
            Optional<ExportFailure> failure = send(export, answer, end - System.nanoTime());
            if (failure.isEmpty()) {
                result.succeed();
                tellRejected(answer.rejectedSpans(), export, spans.size());
                return;
            }
            if (attempt == ATTEMPTS_MAX || !isWorthAnother(failure.get(), wait, end)) {
                tell(failure.get(), export, spans.size(), attempt);
                return;
            }
            wait = wait.multipliedBy(2);
        }
    }

    /** Waits, unless there is no time left for another attempt or the service ends. */
    private boolean isWorthAnother(ExportFailure failure, Duration wait, long end) throws InterruptedException {
        long jittered = (long) (wait.toNanos() * ThreadLocalRandom.current().nextDouble(0.8, 1.2));
        long pause = Math.max(jittered, failure.pause().toNanos());
        return failure.again() && pause < end - System.nanoTime() && !ending.await(pause, TimeUnit.NANOSECONDS);
    }

    private Optional<ExportFailure> send(HttpRequest export, PartialSuccess answer, long nanosLeft)
            throws InterruptedException {
        // The JDK's own time-out ends with the head of an answer.
        CompletableFuture<HttpResponse<Void>> exchange =
                http.sendAsync(export, BodyHandlers.ofByteArrayConsumer(answer));
        try {
            return judged(exchange.get(nanosLeft, TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            return Optional.of(ExportFailure.late(timeout));
        } catch (ExecutionException failed) {
            return Optional.of(ExportFailure.of(failed.getCause()));
        } finally {
            exchange.cancel(true);
        }
    }

    private static Optional<ExportFailure> judged(HttpResponse<Void> answer) {
        if (answer.statusCode() / 100 != 2) {
            return Optional.of(ExportFailure.status(
                    answer.statusCode(),
                    answer.headers().firstValue("Retry-After").orElse("")));
        }
        boolean isPage = answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
        return isPage ? Optional.of(ExportFailure.page()) : Optional.empty();
    }

    private void tell(ExportFailure failure, HttpRequest export, int spans, int attempts) {
        metrics.counter("belastbar.traces.export.failures", "cause", failure.cause())
                .increment();
        lost("failed", spans);
        if (lines.isTold()) {
            LOG.warnf(
                    "Failed to export spans: %s, endpoint=%s spans=%d attempts=%d, failures not told before=%d",
                    failure.text(), export.uri(), spans, attempts, lines.untold());
        }
    }

    /** Rejected spans are not sent again, as OTLP has it: the collector took the others. */
    private void tellRejected(long rejected, HttpRequest export, int spans) {
        if (rejected == 0) {
            return;
        }
        lost("rejected", Math.min(rejected, spans));
        if (lines.isTold()) {
            LOG.warnf(
                    "Spans were rejected by the collector: endpoint=%s rejected=%d spans=%d, failures not told before=%d",
                    export.uri(), rejected, spans, lines.untold());
        }
    }

    private void lost(String reason, long spans) {
        metrics.counter("belastbar.traces.spans.lost", "reason", reason).increment(spans);
    }

    private HttpRequest request(TraceRequestMarshaler spans) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(spans.getBinarySerializedSize());
        try (OutputStream out = isCompressed ? new GZIPOutputStream(bytes) : bytes) {
            spans.writeBinaryTo(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        HttpRequest.Builder whole = request.copy().POST(BodyPublishers.ofByteArray(bytes.toByteArray()));
        return (isCompressed ? whole.setHeader("Content-Encoding", "gzip") : whole).build();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    /** What is sent from now on is sent once: a service that ends waits for no collector to come back. Where traces are off there is none. */
    void end(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent event) {
        ending.countDown();
    }

    @Override
    public CompletableResultCode shutdown() {
        ending.countDown();
        http.shutdownNow();
        return CompletableResultCode.ofSuccess();
    }
}
