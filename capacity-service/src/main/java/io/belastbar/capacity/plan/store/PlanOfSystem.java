package io.belastbar.capacity.plan.store;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.Reading;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Why documents of the plan are no longer read; empty where all are. */
    public Uni<List<String>> unread(String system) {
        return documents
                .documents(PlanKind.ID, system, DocumentRepository.NEWEST)
                .map(stored -> stored.stream()
                        .map(document -> Reading.of(kind, document))
                        .flatMap(reading -> reading instanceof Reading.Unread<CapacityPlan>(String reason)
                                ? Stream.of(reason)
                                : Stream.empty())
                        .toList());
    }

    /** The systems that have or had a plan. */
    public Uni<List<String>> systems() {
        return documents.systems(PlanKind.ID);
    }
}
