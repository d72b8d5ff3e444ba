package io.belastbar.examples.behaviour;

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

/** {@code PUT /control}, {@code GET /control}, {@code POST /control/reset}: makes the system slow, failing or silent. */
@ApplicationScoped
class ControlResource {
    private static final Logger LOG = Logger.getLogger(ControlResource.class);

    private final DeadManSwitch deadManSwitch;
    private final MeetCall calls;
    private final InstantSource clock;

    ControlResource(DeadManSwitch deadManSwitch, MeetCall calls, InstantSource clock) {
        this.deadManSwitch = deadManSwitch;
        this.calls = calls;
        this.clock = clock;
    }

    void routes(@Observes Router router) {
        router.get("/control").handler(this::show);
        router.put("/control").handler(BodyHandler.create(false)).handler(this::change);
        router.post("/control/reset").handler(BodyHandler.create(false)).handler(this::reset);
    }

    private void change(RoutingContext call) {
        answer(call, () -> {
            var fields = call.body().asJsonObject();
            if (fields == null) {
                throw new InvalidBehaviour(List.of("the body should be a JSON object: was empty"));
            }
            var document = ControlDocument.of(fields.getMap(), deadManSwitch.healthy());
            deadManSwitch.set(document, clock.instant());
            LOG.infof("Behaviour changed behaviour=%s limit=%s", document.behaviour(), document.limit());
        });
    }

    private void reset(RoutingContext call) {
        answer(call, () -> {
            var fields = call.body().isEmpty() ? new JsonObject() : call.body().asJsonObject();
            ControlDocument.tokenOfReset(fields.getMap()).ifPresentOrElse(deadManSwitch::reset, deadManSwitch::reset);
            LOG.infof("Behaviour reset token=%s", fields.getValue("token"));
        });
    }

    private void answer(RoutingContext call, Runnable command) {
        try {
            command.run();
            show(call);
        } catch (InvalidBehaviour invalid) {
            reject(call, 400, "Bad Request", invalid.errors());
        } catch (LateCommand late) {
            reject(call, 409, "Conflict", List.of(late.getMessage()));
        } catch (DecodeException | ClassCastException notJson) {
            reject(call, 400, "Bad Request", List.of("the body should be a JSON object"));
        }
    }

    private void show(RoutingContext call) {
        var now = clock.instant();
        var behaviour = deadManSwitch.at(now);
        var served = calls.served();
        call.json(new JsonObject()
                .put("latencyMs", behaviour.latencyMs())
                .put("latencyJitterMs", behaviour.latencyJitterMs())
                .put("errorRate", behaviour.errorRate())
                .put("hangRate", behaviour.hangRate())
                .put("share", deadManSwitch.share(now))
                .put("token", deadManSwitch.token(now).orElse(null))
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

    private static void reject(RoutingContext call, int status, String title, List<String> errors) {
        call.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("title", title)
                        .put("status", status)
                        .put("detail", "nothing was changed")
                        .put("errors", new JsonArray(errors))
                        .encode());
    }
}
