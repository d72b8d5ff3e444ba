package io.belastbar.web.outbound;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Calls another server over HTTP/1.1, once, and follows no redirect: where that leads nobody registered. Blocks: for
 * virtual threads. Whoever is interrupted, or has waited for too long, frees the connection.
 */
@ApplicationScoped
public class OutboundClient {

    private final HttpClient http;

    public OutboundClient(
            @ConfigProperty(name = "belastbar.outbound.connect-timeout", defaultValue = "3s") Duration connectTimeout) {
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }

    @PreDestroy
    void stop() {
        http.shutdownNow();
    }

    /**
     * The answer, of whatever status.
     *
     * @param base scheme, host and, if there is one, the prefix of all paths
     * @throws IOException with a sentence part for a person, if there is no whole answer in time or it is too large
     */
    public HttpAnswer send(URI base, HttpCall call) throws IOException, InterruptedException {
        var request = request(base, call);
        var exchange = new FutureTask<>(() -> exchange(request, call.answerMax()));
        Thread.ofVirtual().start(exchange);
        try {
            return exchange.get(call.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            throw new HttpTimeoutException(
                    "no whole answer within " + call.timeout().toMillis() + " ms");
        } catch (ExecutionException failed) {
            throw failure(failed.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    /** A time-out of the JDK's ends with the head of an answer; an interrupt ends whatever it finds. */
    private HttpAnswer exchange(HttpRequest request, int bytesMax) throws IOException, InterruptedException {
        var answer = http.send(request, BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            var bytes = body.readNBytes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw new IOException("the answer has more than " + bytesMax + " bytes");
            }
            return new HttpAnswer(answer.statusCode(), bytes, answer.headers().map());
        }
    }

    private static HttpRequest request(URI base, HttpCall call) throws IOException {
        String prefix = base.toString();
        String address = call.path().isEmpty() ? prefix : prefix.replaceAll("/+$", "") + call.path();
        var body = call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body());
        try {
            var request = HttpRequest.newBuilder(URI.create(address)).method(call.method(), body);
            call.headers().forEach(request::header);
            return request.build();
        } catch (IllegalArgumentException notHttp) {
            // Without the address and the cause that shows it: that of a webhook is a secret.
            throw new IOException("it has no address that can be called");
        }
    }

    /** The JDK says of a refused connection nothing but its class. */
    private static IOException failure(Throwable cause) {
        return cause instanceof IOException said && said.getMessage() != null
                ? said
                : new IOException(cause.getClass().getSimpleName(), cause);
    }
}
