package io.belastbar.capacity.analysis.rule;

import io.belastbar.web.document.DocumentKind;
import io.belastbar.web.document.SentDocument;
import jakarta.inject.Singleton;

/** Rules of the daily analysis among the documents; one of a system. */
@Singleton
public class AnalysisRulesKind extends DocumentKind<AnalysisRules> {

    static final String ID = "analysis-rules";

    AnalysisRulesKind() {
        super(ID, "analysis rules", AnalysisRules.class);
    }

    @Override
    public AnalysisRules read(SentDocument sent) {
        return AnalysisRulesParser.parse(sent.text());
    }
}
