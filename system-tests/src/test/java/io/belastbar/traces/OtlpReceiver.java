package io.belastbar.traces;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A collector as small as one can be: takes OTLP's {@code POST /v1/traces} in protobuf and keeps the spans. */
final class OtlpReceiver implements AutoCloseable {

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile boolean silent;
    private final List<String> refused = new CopyOnWriteArrayList<>();

    OtlpReceiver() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.setExecutor(threads);
        http.createContext("/", this::take);
        http.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** All that came of a trace. */
    List<ReceivedSpan> spansOf(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    List<ReceivedSpan> spans() {
        return spans;
    }

    /** From now on nobody gets an answer. */
    void fallSilent() {
        silent = true;
    }

    /** How many wait for an answer that does not come. */
    int unanswered() {
        return unanswered.get();
    }

    /** What came that was no export of spans. */
    List<String> refused() {
        return refused;
    }

    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean known = exchange.getRequestURI().getPath().equals("/v1/traces")
                    && "application/x-protobuf"
                            .equals(exchange.getRequestHeaders().getFirst("Content-Type"));
            if (known) {
                spans.addAll(ReceivedSpan.of(body));
            } else {
                refused.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            }
            if (silent) {
                unanswered.incrementAndGet();
                closed.await();
            }
            // An empty answer is a whole one: everything was taken.
            exchange.sendResponseHeaders(known ? 200 : 404, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
