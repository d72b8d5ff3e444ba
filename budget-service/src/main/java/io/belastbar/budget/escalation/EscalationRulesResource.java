package io.belastbar.budget.escalation;

import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.rules.EscalationRulesKind;
import io.belastbar.budget.escalation.rules.EscalationRulesParser;
import io.belastbar.document.ProblemError;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.document.DocumentStore.Outcome;
import io.belastbar.web.document.SettingsResource;
import io.belastbar.web.document.VersionsResource;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is told of what. */
@Path("/api/v1/systems/{system}/escalation-rules")
public class EscalationRulesResource extends SettingsResource<EscalationRules> {

    private final EscalationRulesKind kind;

    EscalationRulesResource(EscalationRulesKind kind, DocumentStore store, DocumentRepository documents) {
        super(kind, store, documents);
        this.kind = kind;
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

    /** Nobody is reached by these: that is said elsewhere, and no fault of theirs. */
    @Override
    protected String understood(String document) {
        return kind.json().write(EscalationRulesParser.parse(document));
    }

    @Override
    protected List<ProblemError> warnings(EscalationRules understood) {
        return kind.unheard(understood);
    }

    /** The versions of the rules. */
    @Path("/api/v1/systems/{system}/escalation-rules/versions")
    public static class Versions extends VersionsResource {

        Versions(EscalationRulesKind kind, DocumentStore store, DocumentRepository documents) {
            super(kind, store, documents);
        }
    }
}
