package io.belastbar.examples.insurer.quote;

import io.belastbar.examples.behaviour.MeetCall;
import io.belastbar.examples.behaviour.MeetCall.Reply;
import io.belastbar.examples.insurer.webhook.DeliverEventsJob;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code POST /quotes}: the insurer's API, as well-behaved as {@link MeetCall} is told to be at this moment. */
@ApplicationScoped
public class QuoteResource {
    private static final Duration VALID = Duration.ofHours(24);

    private final MeetCall calls;
    private final DeliverEventsJob events;
    private final InstantSource clock;

    QuoteResource(MeetCall calls, DeliverEventsJob events, InstantSource clock) {
        this.calls = calls;
        this.events = events;
        this.clock = clock;
    }

    void routes(@Observes Router router) {
        router.post("/quotes").handler(BodyHandler.create(false)).handler(this::quote);
    }

    private void quote(RoutingContext call) {
        try {
            var fields = call.body().asJsonObject();
            var request = QuoteRequest.of(fields == null ? Map.of() : fields.getMap());
            calls.meet(call, () -> new Reply(200, quote(request)));
        } catch (QuoteRequest.Invalid invalid) {
            MeetCall.problem(call, 400, "no tariff covers this request", invalid.errors());
        } catch (DecodeException | ClassCastException notJson) {
            MeetCall.problem(call, 400, "the body should be a JSON object", List.of());
        }
    }

    private JsonObject quote(QuoteRequest request) {
        var quote = Tariff.quote(request);
        var id = UUID.randomUUID().toString();
        events.quoted(id);
        return new JsonObject()
                .put("quoteId", id)
                .put("insurer", request.insurer())
                .put("termYears", request.termYears())
                .put("monthlyContribution", quote.monthlyContribution())
                .put("guaranteedMonthlyPension", quote.guaranteedMonthlyPension())
                .put("validUntil", clock.instant().plus(VALID).toString());
    }
}
