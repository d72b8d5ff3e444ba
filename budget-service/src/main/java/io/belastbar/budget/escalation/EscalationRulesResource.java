package io.belastbar.budget.escalation;

import io.belastbar.budget.document.SettingsResource;
import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.document.DocumentStore.Outcome;
import io.belastbar.web.document.VersionsResource;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Optional;

/** Who is told of what. */
@Path("/api/v1/systems/{system}/escalation-rules")
public class EscalationRulesResource extends SettingsResource<EscalationRules> {

    EscalationRulesResource(EscalationRulesKind kind, DocumentStore store, DocumentRepository documents) {
        super(kind, store, documents);
    }

    /** The answer to a PUT; unchanged content keeps version, time and author. */
    public record Receipt(
            String system, int version, int rules, Instant updatedAt, String updatedBy, boolean changed) {}

    @Override
    protected Receipt receipt(Outcome<EscalationRules> outcome) {
        var stored = outcome.stored();
        return new Receipt(
                stored.system(),
                stored.version(),
                outcome.understood().rules().size(),
                stored.updatedAt(),
                stored.updatedBy(),
                outcome.changed());
    }

    @Override
    protected Optional<String> builtIn() {
        return Optional.of(EscalationRules.defaultDocument());
    }

    /** The versions of the rules. */
    @Path("/api/v1/systems/{system}/escalation-rules/versions")
    public static class Versions extends VersionsResource {

        Versions(EscalationRulesKind kind, DocumentStore store, DocumentRepository documents) {
            super(kind, store, documents);
        }
    }
}
