package io.belastbar.budget.document;

import io.belastbar.budget.BudgetConfig;
import io.belastbar.document.TooLarge;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Takes a document that was sent, and answers with its receipt. */
@ApplicationScoped
class BudgetUploadHandler {

    private final StoreBudgetHandler store;
    private final SecurityIdentity caller;
    private final BudgetConfig config;

    BudgetUploadHandler(StoreBudgetHandler store, SecurityIdentity caller, BudgetConfig config) {
        this.store = store;
        this.caller = caller;
        this.config = config;
    }

    Uni<Response> store(String system, String name, byte[] content, String fileName, String reason, String ifMatch) {
        if (content.length > config.documentMax().count()) {
            throw new TooLarge("a budget may have " + config.documentMax().count() + " bytes");
        }
        var draft = BudgetDraft.read(system, name, content, fileName, reason);
        return store.store(draft, ifMatch, author()).map(BudgetUploadHandler::receipt);
    }

    Uni<Response> remove(String system, String name, String reason, String ifMatch) {
        return store.remove(system, name, ifMatch, reason, author())
                .map(gone -> Response.noContent().build());
    }

    private String author() {
        return caller.getPrincipal().getName();
    }

    private static Response receipt(StoreBudgetHandler.Outcome outcome) {
        return Response.status(outcome.created() ? Response.Status.CREATED : Response.Status.OK)
                .entity(BudgetReceipt.of(outcome.stored(), outcome.changed()))
                .header(HttpHeaders.ETAG, outcome.stored().etag().header())
                .build();
    }
}
