package io.belastbar.examples.insurer.quote;

import io.belastbar.examples.insurer.behaviour.DeadManSwitch;
import io.belastbar.examples.insurer.behaviour.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
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
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/** {@code POST /quotes}: the insurer's API, as well-behaved as {@link DeadManSwitch} says at this moment. */
@ApplicationScoped
public class QuoteResource {
    private static final Duration VALID = Duration.ofHours(24);

    private final Vertx vertx;
    private final DeadManSwitch deadManSwitch;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder hung = new LongAdder();

    QuoteResource(Vertx vertx, DeadManSwitch deadManSwitch, RandomGenerator random, InstantSource clock) {
        this.vertx = vertx;
        this.deadManSwitch = deadManSwitch;
        this.random = random;
        this.clock = clock;
    }

    /** Calls since the start, by their outcome. */
    public record Served(long answered, long failed, long hung) {}

    public Served served() {
        return new Served(answered.sum(), failed.sum(), hung.sum());
    }

    void routes(@Observes Router router) {
        router.post("/quotes").handler(BodyHandler.create(false)).handler(this::quote);
    }

    private void quote(RoutingContext call) {
        try {
            var fields = call.body().asJsonObject();
            var request = QuoteRequest.of(fields == null ? Map.of() : fields.getMap());
            meet(call, request);
        } catch (QuoteRequest.Invalid invalid) {
            problem(call, 400, "no tariff covers this request", invalid.errors());
        } catch (DecodeException | ClassCastException notJson) {
            problem(call, 400, "the body should be a JSON object", List.of());
        }
    }

    private void meet(RoutingContext call, QuoteRequest request) {
        switch (deadManSwitch.at(clock.instant()).next(random)) {
            case Outcome.Answer answer -> {
                answered.increment();
                after(answer.delayMs(), call, () -> answer(call, request));
            }
            case Outcome.Fail fail -> {
                failed.increment();
                after(fail.delayMs(), call, () -> problem(call, 500, "the insurer's host is ill", List.of()));
            }
            case Outcome.Hang hang -> hung.increment();
        }
    }

    private void after(long delayMs, RoutingContext call, Runnable reply) {
        if (delayMs == 0) {
            reply.run();
            return;
        }
        long timer = vertx.setTimer(delayMs, fired -> {
            if (!call.response().closed()) {
                reply.run();
            }
        });
        call.response().closeHandler(gone -> vertx.cancelTimer(timer));
    }

    private void answer(RoutingContext call, QuoteRequest request) {
        var quote = Tariff.quote(request);
        call.json(new JsonObject()
                .put("quoteId", UUID.randomUUID().toString())
                .put("insurer", request.insurer())
                .put("termYears", request.termYears())
                .put("monthlyContribution", quote.monthlyContribution())
                .put("guaranteedMonthlyPension", quote.guaranteedMonthlyPension())
                .put("validUntil", clock.instant().plus(VALID).toString()));
    }

    private static void problem(RoutingContext call, int status, String detail, List<String> errors) {
        call.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("status", status)
                        .put("detail", detail)
                        .put("errors", new JsonArray(errors))
                        .encode());
    }
}
