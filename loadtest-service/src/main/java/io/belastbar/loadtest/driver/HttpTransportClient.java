package io.belastbar.loadtest.driver;

import io.belastbar.loadtest.engine.Exchange;
import io.belastbar.loadtest.engine.Transport;
import io.belastbar.loadtest.result.ErrorClass;
import io.belastbar.loadtest.scenario.RenderedRequest;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * HTTP/1.1 to one target from one event loop. One connection per virtual user, so that a request never waits for
 * another's connection; redirects are answers like any other. Every request ends once: answered in full, or failed by
 * the time-out, the connection or the size of the body.
 */
final class HttpTransportClient implements Transport, AutoCloseable {

    private final HttpClient client;
    private final EventLoop loop;
    private final TransportSettings settings;
    private final String basePath;
    private long keptBytes;

    HttpTransportClient(Vertx vertx, EventLoop loop, URI target, TransportSettings settings) {
        this.loop = loop;
        this.settings = settings;
        String path = target.getRawPath() == null ? "" : target.getRawPath();
        this.basePath = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        this.client = vertx.createHttpClient(
                options(target, settings), new PoolOptions().setHttp1MaxSize(settings.connections()));
    }

    private static HttpClientOptions options(URI target, TransportSettings settings) {
        boolean https = "https".equals(target.getScheme());
        int standardPort = https ? 443 : 80;
        return new HttpClientOptions()
                .setDefaultHost(target.getHost())
                .setDefaultPort(target.getPort() > 0 ? target.getPort() : standardPort)
                .setSsl(https)
                .setKeepAlive(true)
                .setPipelining(false)
                .setTcpNoDelay(true)
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setMaxWaitQueueSize(-1)
                .setTracingPolicy(TracingPolicy.IGNORE);
    }

    @Override
    public void send(RenderedRequest request, Consumer<Exchange> done) {
        new Call(request, done).begin();
    }

    @Override
    public void close() {
        client.close();
    }

    /** One request from the send to its end; all on the event loop. */
    private final class Call {

        private final RenderedRequest request;
        private final Consumer<Exchange> done;
        private final ScheduledFuture<?> deadline;
        private HttpClientRequest wire;
        private Buffer body;
        private boolean ended;

        Call(RenderedRequest request, Consumer<Exchange> done) {
            this.request = request;
            this.done = done;
            this.deadline = loop.schedule(
                    () -> fail(ErrorClass.TIMEOUT), settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
        }

        void begin() {
            RequestOptions options = new RequestOptions()
                    .setMethod(HttpMethod.valueOf(request.method()))
                    .setURI(basePath + request.uri())
                    .setFollowRedirects(false);
            request.headers().forEach(options::putHeader);
            client.request(options).onComplete(this::connected);
        }

        private void connected(AsyncResult<HttpClientRequest> connection) {
            if (connection.failed()) {
                fail(ErrorClass.CONNECTION_FAILED);
                return;
            }
            wire = connection.result();
            if (ended) {
                wire.reset();
                return;
            }
            wire.exceptionHandler(failure -> fail(ErrorClass.CONNECTION_CLOSED));
            wire.response().onComplete(this::answering);
            if (request.body() == null) {
                wire.end();
            } else {
                wire.end(request.body());
            }
        }

        private void answering(AsyncResult<HttpClientResponse> answer) {
            if (answer.failed()) {
                fail(ErrorClass.CONNECTION_CLOSED);
                return;
            }
            HttpClientResponse response = answer.result();
            response.exceptionHandler(failure -> fail(ErrorClass.CONNECTION_CLOSED));
            response.handler(this::read);
            response.endHandler(
                    none -> end(new Exchange.Answered(response.statusCode(), body == null ? null : body.toString())));
        }

        private void read(Buffer chunk) {
            if (!request.keepBody() || ended) {
                return;
            }
            body = body == null ? Buffer.buffer() : body;
            if (body.length() + chunk.length() > settings.bodyLimitBytes()
                    || keptBytes + chunk.length() > settings.bodyBudgetBytes()) {
                fail(ErrorClass.BODY_TOO_LARGE);
                return;
            }
            keptBytes += chunk.length();
            body.appendBuffer(chunk);
        }

        private void fail(ErrorClass cause) {
            boolean first = !ended;
            end(new Exchange.Failed(cause));
            if (first && wire != null) {
                wire.reset();
            }
        }

        private void end(Exchange exchange) {
            if (ended) {
                return;
            }
            ended = true;
            deadline.cancel(false);
            keptBytes -= body == null ? 0 : body.length();
            body = null;
            done.accept(exchange);
        }
    }
}
