package io.belastbar.web.system;

import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.Reading;
import io.belastbar.web.document.StoredDocument;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The systems that somebody described. */
@ApplicationScoped
public class DescribedSystems {

    private final DocumentRepository documents;
    private final SystemKind kind;

    DescribedSystems(DocumentRepository documents, SystemKind kind) {
        this.documents = documents;
        this.kind = kind;
    }

    /**
     * What the system consists of; empty if nobody described it.
     *
     * @throws io.belastbar.web.problem.Conflict (as the Uni's failure) if its description is no longer read
     */
    public Uni<Optional<SystemDescription>> description(String system) {
        return current(system).map(found -> found.map(this::understood));
    }

    /** The ids of all that are described. */
    public Uni<List<String>> ids() {
        return documents.systems(SystemKind.ID);
    }

    Uni<Optional<StoredDocument>> current(String system) {
        return documents.inForce(SystemKind.ID, system, SystemKind.ID, DocumentRepository.NEWEST);
    }

    SystemDescription understood(StoredDocument stored) {
        return Reading.of(kind, stored).orThrow();
    }
}
