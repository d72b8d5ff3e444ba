package io.belastbar.capacity.cost.price;

import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.document.DocumentStore.Outcome;
import io.belastbar.web.document.SettingsResource;
import io.belastbar.web.document.VersionsResource;
import jakarta.ws.rs.Path;
import java.time.Instant;

/** What more capacity of a system costs: {@code prices.yml}. */
@Path("/api/v1/systems/{system}/prices")
public class PricesResource extends SettingsResource<PriceList> {

    PricesResource(PricesKind kind, DocumentStore store, DocumentRepository documents) {
        super(kind, store, documents);
    }

    /** The answer to a PUT; unchanged content keeps version, time and author. */
    public record Receipt(
            String system,
            int version,
            String currency,
            int steps,
            Instant updatedAt,
            String updatedBy,
            boolean changed) {}

    @Override
    protected Receipt receipt(Outcome<PriceList> outcome) {
        return new Receipt(
                outcome.stored().system(),
                outcome.stored().version(),
                outcome.understood().currency(),
                outcome.understood().steps().size(),
                outcome.stored().updatedAt(),
                outcome.stored().updatedBy(),
                outcome.changed());
    }

    /** The versions of the price list. */
    @Path("/api/v1/systems/{system}/prices/versions")
    public static class Versions extends VersionsResource {

        Versions(PricesKind kind, DocumentStore store, DocumentRepository documents) {
            super(kind, store, documents);
        }
    }
}
