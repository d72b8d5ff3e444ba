package io.belastbar.faulttolerance.status;

import io.belastbar.faulttolerance.breaker.GuardRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.Semaphore;

/** An application's endpoint in front of an insurer that is silent until a test makes it well. */
@Path("/hanging-insurer")
public class HangingInsurerResource {
    static final Semaphore REACHED = new Semaphore(0);
    static volatile boolean well;

    private final GuardRegistry guards;

    HangingInsurerResource(GuardRegistry guards) {
        this.guards = guards;
    }

    @GET
    public Uni<String> quote() {
        return guards.named("hung-api").call(HangingInsurerResource::answer);
    }

    private static Uni<String> answer() {
        REACHED.release();
        return well ? Uni.createFrom().item("quote") : Uni.createFrom().nothing();
    }
}
