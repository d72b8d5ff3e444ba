package io.belastbar.capacity.analysis.rule;

import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.Reading;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The rules that hold for a system: its own, which stand in for all of the built-in ones, else those. */
@ApplicationScoped
public class RulesOfSystem {
    private final AnalysisRulesKind kind;
    private final DocumentRepository documents;

    RulesOfSystem(AnalysisRulesKind kind, DocumentRepository documents) {
        this.kind = kind;
        this.documents = documents;
    }

    public Uni<AnalysisRules> of(String system) {
        return documents
                .inForce(AnalysisRulesKind.ID, system, AnalysisRulesKind.ID, DocumentRepository.NEWEST)
                .map(found ->
                        found.map(stored -> Reading.of(kind, stored).orThrow()).orElseGet(AnalysisRules::builtIn));
    }
}
