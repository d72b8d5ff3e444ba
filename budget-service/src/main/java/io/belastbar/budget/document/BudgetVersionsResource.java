package io.belastbar.budget.document;

import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.document.VersionsResource;
import jakarta.ws.rs.Path;

/** The versions of a budget's documents. */
@Path("/api/v1/systems/{system}/budget/documents/{name}/versions")
public class BudgetVersionsResource extends VersionsResource {

    BudgetVersionsResource(BudgetKind kind, DocumentStore store, DocumentRepository documents) {
        super(kind, store, documents);
    }
}
