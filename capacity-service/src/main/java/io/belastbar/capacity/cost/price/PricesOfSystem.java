package io.belastbar.capacity.cost.price;

import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.Reading;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The price list that holds for a system. */
@ApplicationScoped
public class PricesOfSystem {
    private final PricesKind kind;
    private final DocumentRepository documents;

    PricesOfSystem(PricesKind kind, DocumentRepository documents) {
        this.kind = kind;
        this.documents = documents;
    }

    /** Empty if none was sent. */
    public Uni<Optional<PriceList>> of(String system) {
        return documents
                .inForce(PricesKind.ID, system, PricesKind.ID, DocumentRepository.NEWEST)
                .map(found -> found.map(stored -> Reading.of(kind, stored).orThrow()));
    }
}
