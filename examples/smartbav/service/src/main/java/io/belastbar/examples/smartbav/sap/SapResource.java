package io.belastbar.examples.smartbav.sap;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /api/v1/sap/count}: what SAP was told and what waits, of all instances; numbers only. */
@Path("/api/v1/sap/count")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class SapResource {
    private final SapOutboxRepository outbox;

    SapResource(SapOutboxRepository outbox) {
        this.outbox = outbox;
    }

    @GET
    public Uni<SapOutboxRepository.Count> count() {
        return outbox.count();
    }
}
