package io.belastbar.load.http;

import io.belastbar.load.engine.Driver.DriverHealth;
import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Driver.Reply;
import io.belastbar.load.engine.Exchange;
import io.belastbar.load.scenario.HttpOptions;
import io.belastbar.load.scenario.HttpOptions.HttpVersion;
import io.belastbar.load.scenario.JsonExtraction;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Template;
import io.belastbar.load.transport.EventLoops;
import io.belastbar.load.transport.HostAddresses;
import io.belastbar.load.transport.Trust;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** A driver on a loop of its own, asked from the test's thread. */
final class Lab implements AutoCloseable {

    /** How one request ended; {@code sent} is whether it ever went onto a wire, {@code sentAt} when it first did. */
    record End(Exchange exchange, boolean sent, long sentAt, long bytesSent, long bytesReceived, long tookMillis) {

        int status() {
            return ((Exchange.HttpAnswer) exchange).status();
        }

        String body() {
            return new String(((Exchange.HttpAnswer) exchange).body(), StandardCharsets.UTF_8);
        }

        Exchange.Failed failure() {
            return (Exchange.Failed) exchange;
        }
    }

    /** For what must happen, however busy the machine is. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a test may change of the driver. */
    record Plan(
            HttpOptions options,
            int connections,
            Duration timeout,
            Duration connectTimeout,
            HostAddresses.Names names,
            Trust trust) {

        static final Plan PLAIN =
                new Plan(HttpOptions.DEFAULT, 4, PATIENCE, PATIENCE, InetAddress::getAllByName, Trust.DEFAULT);

        Plan timeout(long millis) {
            return new Plan(options, connections, Duration.ofMillis(millis), connectTimeout, names, trust);
        }

        Plan connections(int count) {
            return new Plan(options, count, timeout, connectTimeout, names, trust);
        }

        Plan redirects(int most) {
            return with(new HttpOptions(HttpVersion.HTTP_1_1, false, most, true, options.bodyLimitBytes()));
        }

        Plan compression() {
            return with(new HttpOptions(HttpVersion.HTTP_1_1, true, 0, true, options.bodyLimitBytes()));
        }

        Plan bodyLimit(int bytes) {
            return with(new HttpOptions(options.version(), options.compression(), 0, true, bytes));
        }

        Plan unverified() {
            return with(new HttpOptions(options.version(), false, 0, false, options.bodyLimitBytes()));
        }

        Plan http2() {
            return with(new HttpOptions(
                    HttpVersion.HTTP_2,
                    options.compression(),
                    options.redirectsMax(),
                    options.verifyTls(),
                    options.bodyLimitBytes()));
        }

        private Plan with(HttpOptions other) {
            return new Plan(other, connections, timeout, connectTimeout, names, trust);
        }

        Plan names(HostAddresses.Names other) {
            return new Plan(options, connections, timeout, connectTimeout, other, trust);
        }

        Plan connectTimeout(Duration other) {
            return new Plan(options, connections, timeout, other, names, trust);
        }

        Plan trusting(Trust other) {
            return new Plan(options, connections, timeout, connectTimeout, names, other);
        }
    }

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final HttpDriver driver;

    Lab(URI target) {
        this(target, Plan.PLAIN);
    }

    Lab(URI target, Plan plan) {
        this(target, plan, EventLoops.of(1));
    }

    /** The group ends with the lab. */
    Lab(URI target, Plan plan, EventLoopGroup loops) {
        group = loops;
        loop = group.next();
        HttpSettings settings =
                new HttpSettings(plan.options(), plan.connections(), plan.timeout(), plan.connectTimeout(), 1 << 26);
        driver =
                ask(none -> new HttpDriver(loop, HttpTarget.of(target).trusting(plan.trust()), settings, plan.names()));
    }

    static RequestStep get(String path) {
        return step("GET", path, Map.of(), null, false);
    }

    /** A step that needs the answer's body. */
    static RequestStep reading(String path) {
        return step("GET", path, Map.of(), null, true);
    }

    static RequestStep step(
            String method, String path, Map<String, Template> headers, String jsonBody, boolean readsAnswer) {
        return new RequestStep(
                "step",
                method,
                Template.parse(path),
                headers,
                jsonBody == null ? null : Template.parse(jsonBody),
                jsonBody != null,
                Set.of(),
                readsAnswer ? Map.of("id", JsonExtraction.parse("$.id")) : Map.of(),
                method + " " + path,
                "step");
    }

    void open() {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        loop.execute(() -> driver.open(() -> opened.complete(null)));
        await(opened);
    }

    PreparedStep prepare(RequestStep step) {
        return ask(none -> driver.prepare(step));
    }

    CompletableFuture<End> send(RequestStep step, Map<String, String> variables) {
        return send(prepare(step), variables);
    }

    CompletableFuture<End> send(PreparedStep step, Map<String, String> variables) {
        CompletableFuture<End> end = new CompletableFuture<>();
        loop.execute(() -> {
            Waiting reply = new Waiting(end);
            step.send(variables::get, reply);
            reply.returned = true;
        });
        return end;
    }

    /** Sends it and waits for its end. */
    End end(RequestStep step) {
        return await(send(step, Map.of()));
    }

    DriverHealth health() {
        return ask(none -> driver.health());
    }

    void onLoop(Consumer<HttpDriver> action) {
        ask(none -> {
            action.accept(driver);
            return true;
        });
    }

    /** The answer; asked again as long as it is none, as after a time-out that is short for a busy machine. */
    End answered(RequestStep step) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> end(step), end -> end.exchange() instanceof Exchange.HttpAnswer);
    }

    /** On the loop's own timers. */
    void after(long millis, Runnable action) {
        loop.schedule(action, millis, TimeUnit.MILLISECONDS);
    }

    static boolean arrives(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> T ask(Function<Void, T> question) {
        return await(CompletableFuture.supplyAsync(() -> question.apply(null), loop));
    }

    static <T> T await(CompletableFuture<T> answer) {
        return answer.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        onLoop(HttpDriver::close);
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    private static final class Waiting implements Reply {
        private final CompletableFuture<End> end;
        private final long begun = System.nanoTime();
        private boolean sent;
        private long sentAt;
        private boolean returned;

        Waiting(CompletableFuture<End> end) {
            this.end = end;
        }

        @Override
        public void sent(long nanos) {
            if (sent) {
                end.completeExceptionally(new AssertionError("sent twice"));
            }
            sent = true;
            sentAt = nanos;
        }

        @Override
        public void ended(Exchange exchange, long bytesSent, long bytesReceived) {
            if (!returned) {
                end.completeExceptionally(new AssertionError("ended before send returned"));
            }
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            if (!end.complete(new End(exchange, sent, sentAt, bytesSent, bytesReceived, took))) {
                throw new AssertionError("ended twice");
            }
        }
    }
}
