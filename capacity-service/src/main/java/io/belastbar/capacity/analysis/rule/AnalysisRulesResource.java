package io.belastbar.capacity.analysis.rule;

import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.document.DocumentStore.Outcome;
import io.belastbar.web.document.SettingsResource;
import io.belastbar.web.document.VersionsResource;
import io.belastbar.web.problem.NotFound;
import jakarta.ws.rs.Path;
import java.time.Instant;

/** What the daily analysis of a system recommends, and when: its {@code analysis-rules.yml}. */
@Path("/api/v1/systems/{system}/analysis-rules")
public class AnalysisRulesResource extends SettingsResource<AnalysisRules> {

    AnalysisRulesResource(AnalysisRulesKind kind, DocumentStore store, DocumentRepository documents) {
        super(kind, store, documents);
    }

    /** The answer to a PUT; unchanged content keeps version, time and author. */
    public record Receipt(
            String system, int version, int rules, Instant updatedAt, String updatedBy, boolean changed) {}

    @Override
    protected Receipt receipt(Outcome<AnalysisRules> outcome) {
        return new Receipt(
                outcome.stored().system(),
                outcome.stored().version(),
                outcome.understood().rules().size(),
                outcome.stored().updatedAt(),
                outcome.stored().updatedBy(),
                outcome.changed());
    }

    @Override
    protected NotFound missing(String system) {
        return new NotFound(
                "analysis rules of its own (the built-in ones hold: "
                        + AnalysisRules.builtIn().actions()
                        + "; store others with: belastbar apply -f FOLDER) for system",
                system);
    }

    /** The versions of the rules. */
    @Path("/api/v1/systems/{system}/analysis-rules/versions")
    public static class Versions extends VersionsResource {

        Versions(AnalysisRulesKind kind, DocumentStore store, DocumentRepository documents) {
            super(kind, store, documents);
        }
    }
}
