package io.belastbar.budget.measurement.prometheus;

import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.Reading;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** How often a system's measurements are collected. */
@ApplicationScoped
public class CollectionInterval {

    private final DocumentRepository documents;
    private final MeasurementSourcesKind kind;

    CollectionInterval(DocumentRepository documents, MeasurementSourcesKind kind) {
        this.documents = documents;
        this.kind = kind;
    }

    /** Empty where nothing is collected, or its document is no longer read. */
    public Uni<Optional<Duration>> of(String system) {
        return documents
                .inForce(kind.id(), system, kind.id(), DocumentRepository.NEWEST)
                .map(found -> found.flatMap(stored -> Reading.of(kind, stored).optional())
                        .map(MeasurementSources::every));
    }
}
