package io.belastbar.examples.insurer.webhook;

import io.belastbar.examples.behaviour.MeetCall;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** {@code POST /events} makes events by hand, {@code GET /events/count} says what became of all: for whoever tests. */
@ApplicationScoped
class EventResource {
    private static final int MOST = 1_000;

    private final DeliverEventsJob events;

    EventResource(DeliverEventsJob events) {
        this.events = events;
    }

    void routes(@Observes Router router) {
        router.post("/events").handler(BodyHandler.create(false)).handler(this::make);
        router.get("/events/count").handler(this::count);
    }

    private void make(RoutingContext call) {
        try {
            var body = call.body().asJsonObject();
            Object count = body == null ? null : body.getValue("count");
            if (!(count instanceof Integer wanted) || wanted < 1 || wanted > MOST) {
                var error = "count should be a whole number between 1 and %d: was %s".formatted(MOST, count);
                MeetCall.problem(call, 400, "no events were made", List.of(error));
            } else if (!events.isOn()) {
                MeetCall.problem(call, 503, "there is nobody to tell: no broker or no secret is configured", List.of());
            } else {
                IntStream.range(0, wanted)
                        .forEach(i -> events.tell(UUID.randomUUID().toString()));
                call.response().setStatusCode(202);
                count(call);
            }
        } catch (DecodeException | ClassCastException notJson) {
            MeetCall.problem(call, 400, "the body should be a JSON object", List.of());
        }
    }

    private void count(RoutingContext call) {
        var count = events.count();
        call.json(new JsonObject()
                .put("created", count.created())
                .put("delivered", count.delivered())
                .put("waiting", count.waiting())
                .put("givenUp", count.givenUp())
                .put("failedAttempts", count.failed()));
    }
}
