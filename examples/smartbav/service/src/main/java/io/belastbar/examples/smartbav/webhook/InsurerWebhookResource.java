package io.belastbar.examples.smartbav.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.examples.smartbav.SmartbavConfig;
import io.belastbar.examples.smartbav.problem.Failure;
import io.belastbar.examples.smartbav.problem.FieldError;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code /api/v1/webhooks/insurer}: takes what the insurer tells, by its signature, each event once; and says how many
 * there were. Answered with 2xx only when the event and its effect are stored: else the insurer sends it again.
 */
@Path("/api/v1/webhooks/insurer")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class InsurerWebhookResource {
    private static final String METRIC = "smartbav.webhook.events";
    private static final int LARGEST_BYTES = 64 * 1024;
    private static final Duration NOT_CONFIGURED = Duration.ofMinutes(1);

    private final EventRepository events;
    private final Optional<WebhookSignature> signature;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final Clock clock;

    InsurerWebhookResource(
            EventRepository events, SmartbavConfig config, ObjectMapper json, MeterRegistry metrics, Clock clock) {
        var webhook = config.webhook();
        this.events = events;
        this.signature = webhook.secret().map(secret -> new WebhookSignature(secret, webhook.signatureAge()));
        this.json = json;
        this.metrics = metrics;
        this.clock = clock;
        // There at 0: a counter that appears with its first event shows no increase by it.
        for (String outcome : new String[] {"processed", "repeated", "refused"}) {
            metrics.counter(METRIC, "outcome", outcome);
        }
    }

    /** What became of an event: {@code PROCESSED}, or {@code REPEATED} when it had come before. */
    public record Receipt(String id, String result) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Receipt> take(@HeaderParam("X-Insurer-Signature") String header, byte[] body) {
        var expected = signature.orElseThrow(() -> new Failure.Unavailable("the insurer's webhook", NOT_CONFIGURED));
        if (body.length > LARGEST_BYTES || !expected.matches(header, body, clock.instant())) {
            count("refused");
            throw new Failure.BadSignature();
        }
        var event = parse(body);
        return events.processOnce(event).map(first -> receipt(event, first));
    }

    /** Of all instances, from the database. */
    @GET
    @Path("count")
    public Uni<EventRepository.Count> count() {
        return events.count();
    }

    private Receipt receipt(InsurerEvent event, boolean first) {
        count(first ? "processed" : "repeated");
        return new Receipt(event.id(), first ? "PROCESSED" : "REPEATED");
    }

    private InsurerEvent parse(byte[] body) {
        try {
            var event = json.readValue(body, InsurerEvent.class);
            var errors = event == null ? List.of(new FieldError("", "should be an event", null)) : event.errors();
            if (!errors.isEmpty()) {
                count("refused");
                throw new Failure.InvalidInput("the event breaks %d rules".formatted(errors.size()), errors);
            }
            return event;
        } catch (JsonProcessingException notJson) {
            count("refused");
            throw new Failure.InvalidInput(
                    "the body cannot be read", List.of(new FieldError("", "should be an event as JSON", null)));
        } catch (IOException bug) {
            throw new IllegalStateException("bytes in memory can be read", bug);
        }
    }

    private void count(String outcome) {
        metrics.counter(METRIC, "outcome", outcome).increment();
    }
}
