package io.belastbar.capacity.plan.store;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.Reading;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What a system plans for, of all its documents together. */
@ApplicationScoped
public class PlanOfSystem {
    private final DocumentRepository documents;
    private final PlanKind kind;

    PlanOfSystem(DocumentRepository documents, PlanKind kind) {
        this.documents = documents;
        this.kind = kind;
    }

    /** Empty if no document is stored. What is no longer read is left out. */
    public Uni<Optional<CapacityPlan>> of(String system) {
        return documents
                .documents(PlanKind.ID, system, DocumentRepository.NEWEST)
                .map(stored -> stored.stream()
                        .map(document -> Reading.of(kind, document).optional())
                        .flatMap(Optional::stream)
                        .reduce(CapacityPlan::and));
    }

    /** The systems that have or had a plan. */
    public Uni<List<String>> systems() {
        return documents.systems(PlanKind.ID);
    }
}
