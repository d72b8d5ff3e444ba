package io.belastbar.budget.escalation;

import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.rules.EscalationRulesParser;
import io.belastbar.web.document.DocumentKind;
import io.belastbar.web.document.SentDocument;
import jakarta.inject.Singleton;

/** The rules among the documents. */
@Singleton
class EscalationRulesKind extends DocumentKind<EscalationRules> {

    EscalationRulesKind() {
        super("escalation-rules", "escalation rules", EscalationRules.class);
    }

    @Override
    public EscalationRules read(SentDocument sent) {
        return EscalationRulesParser.parse(sent.text());
    }
}
