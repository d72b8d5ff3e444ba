package io.belastbar.examples.behaviour;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Lets a call meet its fate: an answer, a failure or silence, as {@link DeadManSwitch} says at its arrival. */
@ApplicationScoped
public class MeetCall {
    private final Vertx vertx;
    private final DeadManSwitch deadManSwitch;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder hung = new LongAdder();

    MeetCall(Vertx vertx, DeadManSwitch deadManSwitch, RandomGenerator random, InstantSource clock) {
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

    /** What a call that meets no harm is answered. */
    public record Reply(int status, JsonObject body) {}

    /**
     * Does the work on arrival when the call is to have an answer, and answers after the delay. A caller that goes away
     * meanwhile does not learn that the work was done, as it is with real remote systems.
     */
    public void meet(RoutingContext call, Supplier<Reply> work) {
        switch (deadManSwitch.next(clock.instant(), random)) {
            case Outcome.Answer fate -> {
                answered.increment();
                Reply reply = work.get();
                after(fate.delayMs(), call, () -> send(call, reply));
            }
            case Outcome.Fail fate -> {
                failed.increment();
                after(fate.delayMs(), call, () -> problem(call, 500, "the host is ill", List.of()));
            }
            case Outcome.Hang fate -> hung.increment();
        }
    }

    /** Answers with a problem (RFC 9457) that names every error. */
    public static void problem(RoutingContext call, int status, String detail, List<String> errors) {
        call.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("status", status)
                        .put("detail", detail)
                        .put("errors", new JsonArray(errors))
                        .encode());
    }

    private static void send(RoutingContext call, Reply reply) {
        call.response().setStatusCode(reply.status());
        call.json(reply.body());
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
}
