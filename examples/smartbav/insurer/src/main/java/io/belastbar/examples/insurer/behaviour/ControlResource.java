package io.belastbar.examples.insurer.behaviour;

import io.belastbar.examples.insurer.quote.QuoteResource;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/** {@code PUT /control}, {@code GET /control}, {@code POST /control/reset}: makes the insurer slow, failing or silent. */
@ApplicationScoped
class ControlResource {
    private static final Logger LOG = Logger.getLogger(ControlResource.class);

    private final DeadManSwitch deadManSwitch;
    private final QuoteResource quotes;
    private final InstantSource clock;

    ControlResource(DeadManSwitch deadManSwitch, QuoteResource quotes, InstantSource clock) {
        this.deadManSwitch = deadManSwitch;
        this.quotes = quotes;
        this.clock = clock;
    }

    void routes(@Observes Router router) {
        router.get("/control").handler(this::show);
        router.put("/control").handler(BodyHandler.create(false)).handler(this::change);
        router.post("/control/reset").handler(this::reset);
    }

    private void change(RoutingContext call) {
        try {
            var fields = call.body().asJsonObject();
            if (fields == null) {
                throw new InvalidBehaviour(List.of("the body should be a JSON object: was empty"));
            }
            var document = ControlDocument.of(fields.getMap(), deadManSwitch.healthy());
            deadManSwitch.set(document.behaviour(), document.limit(), clock.instant());
            LOG.infof("Behaviour changed behaviour=%s limit=%s", document.behaviour(), document.limit());
            show(call);
        } catch (InvalidBehaviour invalid) {
            reject(call, invalid.errors());
        } catch (DecodeException | ClassCastException notJson) {
            reject(call, List.of("the body should be a JSON object"));
        }
    }

    private void reset(RoutingContext call) {
        deadManSwitch.reset();
        LOG.info("Behaviour reset");
        show(call);
    }

    private void show(RoutingContext call) {
        var now = clock.instant();
        var behaviour = deadManSwitch.at(now);
        var served = quotes.served();
        call.json(new JsonObject()
                .put("latencyMs", behaviour.latencyMs())
                .put("latencyJitterMs", behaviour.latencyJitterMs())
                .put("errorRate", behaviour.errorRate())
                .put("hangRate", behaviour.hangRate())
                .put(
                        "expiresAt",
                        deadManSwitch.expiresAt(now).map(Object::toString).orElse(null))
                .put(
                        "served",
                        new JsonObject()
                                .put("answered", served.answered())
                                .put("failed", served.failed())
                                .put("hung", served.hung())));
    }

    private static void reject(RoutingContext call, List<String> errors) {
        call.response()
                .setStatusCode(400)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("title", "Bad Request")
                        .put("status", 400)
                        .put("detail", "nothing was changed")
                        .put("errors", new JsonArray(errors))
                        .encode());
    }
}
