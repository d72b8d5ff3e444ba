package io.belastbar.budget.escalation;

import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.rules.EscalationRulesParser;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.Reading;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;

/** The rules that hold for a system. */
@ApplicationScoped
class RulesInForce {

    private final DocumentRepository documents;
    private final EscalationRulesKind kind;

    RulesInForce(DocumentRepository documents, EscalationRulesKind kind) {
        this.documents = documents;
        this.kind = kind;
    }

    /**
     * The newest stored ones, else those that are built in.
     *
     * @throws io.belastbar.web.problem.Conflict (as the Uni's failure) if the stored ones are no longer read
     */
    Uni<EscalationRules> of(SqlClient client, String system) {
        return documents
                .inForce(client, kind.id(), system, kind.id(), DocumentRepository.NEWEST)
                .map(found -> found.map(stored -> Reading.of(kind, stored).orThrow())
                        .orElseGet(() -> EscalationRulesParser.parse(EscalationRules.defaultDocument())));
    }
}
