package io.belastbar.examples.insurer.webhook;

import io.belastbar.examples.insurer.InsurerConfig;
import io.belastbar.examples.insurer.webhook.Backlog.Attempt;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Sends what the {@link Backlog} holds to the broker until it is answered with 2xx; signed anew at each attempt. */
@ApplicationScoped
public class DeliverEventsJob {
    private static final Logger LOG = Logger.getLogger(DeliverEventsJob.class);
    private static final String PATH = "/api/v1/webhooks/insurer";
    private static final long LOOK_EVERY_MS = 100;
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final long ANSWER_TIMEOUT_MS = 12_000;
    private static final int TOO_MANY = 429;

    private final Vertx vertx;
    private final InsurerConfig.Webhook config;
    private final InstantSource clock;
    private final List<URI> receivers;
    private final Backlog backlog;
    private final Random random = new Random();
    private final AtomicInteger receiver = new AtomicInteger();
    private final HttpClient http;

    DeliverEventsJob(
            Vertx vertx,
            InsurerConfig config,
            InstantSource clock,
            @ConfigProperty(name = "belastbar.url.smartbav") Optional<URI> broker,
            @ConfigProperty(name = "belastbar.url.smartbav-2") Optional<URI> second) {
        this.vertx = vertx;
        this.config = config.webhook();
        this.clock = clock;
        this.receivers = Stream.of(broker, second)
                .flatMap(Optional::stream)
                .map(base -> base.resolve(PATH))
                .toList();
        this.backlog = new Backlog(this.config.waitingMax());
        this.http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS));
    }

    void start(@Observes StartupEvent event) {
        if (isOn()) {
            vertx.setPeriodic(LOOK_EVERY_MS, tick -> sendWhatIsDue());
        }
    }

    /** Whether there is somebody to tell, and a secret to sign with. */
    boolean isOn() {
        return config.secret().isPresent() && !receivers.isEmpty();
    }

    Backlog.Count count() {
        return backlog.count();
    }

    /** A quote was given: now and then something is told about it afterwards. */
    public void quoted(String quoteId) {
        if (isOn() && random.nextDouble() < config.share()) {
            tell(quoteId);
        }
    }

    void tell(String quoteId) {
        backlog.add(new InsurerEvent("evt-" + UUID.randomUUID(), quoteId, clock.millis()));
    }

    private void sendWhatIsDue() {
        for (var next = backlog.next(clock.instant()); next.isPresent(); next = backlog.next(clock.instant())) {
            send(next.get());
        }
    }

    private void send(InsurerEvent event) {
        int asked = receiver.get();
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(receivers.get(asked % receivers.size()).toString())
                .setTimeout(ANSWER_TIMEOUT_MS);
        http.request(options)
                .compose(call -> {
                    String body = body(event);
                    call.putHeader("Content-Type", "application/json");
                    call.putHeader("X-Insurer-Event", event.id());
                    call.putHeader(
                            "X-Insurer-Signature", Signature.of(config.secret().orElseThrow(), body, clock.instant()));
                    return call.send(body);
                })
                .compose(answer -> answer.body().map(read -> attempt(answer.statusCode())))
                .onComplete(answer -> ended(event, asked, answer.succeeded() ? answer.result() : Attempt.AWAY));
    }

    private void ended(InsurerEvent event, int asked, Attempt attempt) {
        if (attempt == Attempt.AWAY) {
            // Another instance may be well; all of them know what one has processed.
            receiver.compareAndSet(asked, (asked + 1) % receivers.size());
        }
        if (attempt != Attempt.DELIVERED) {
            LOG.warnf("Event not delivered eventId=%s attempt=%s", event.id(), attempt);
        }
        backlog.ended(event, attempt, clock.instant());
        sendWhatIsDue();
    }

    private static Attempt attempt(int status) {
        if (status / 100 == 2) {
            return Attempt.DELIVERED;
        }
        return status >= 500 || status == TOO_MANY ? Attempt.AWAY : Attempt.REFUSED;
    }

    private static String body(InsurerEvent event) {
        return new JsonObject()
                .put("id", event.id())
                .put("type", InsurerEvent.TYPE)
                .put("quoteId", event.quoteId())
                .put("status", InsurerEvent.STATUS)
                .put("revision", event.revision())
                .encode();
    }
}
