package io.belastbar.budget.escalation.rules;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.web.document.DocumentKind;
import io.belastbar.web.document.SentDocument;
import jakarta.inject.Singleton;
import java.util.List;

/** The rules among the documents. */
@Singleton
public class EscalationRulesKind extends DocumentKind<EscalationRules> {

    private final Receivers receivers;

    EscalationRulesKind(Receivers receivers) {
        super("escalation-rules", "escalation rules", EscalationRules.class);
        this.receivers = receivers;
    }

    @Override
    public EscalationRules read(SentDocument sent) {
        return EscalationRulesParser.parse(sent.text(), receivers);
    }

    /** Those that were stored before rules had to be heard stay in force; see {@link #unheard}. */
    @Override
    protected EscalationRules readStored(SentDocument stored) {
        return EscalationRulesParser.parse(stored.text());
    }

    /** An old version that is to hold again must be heard, as a new one. */
    @Override
    public void admit(EscalationRules understood) {
        var faults = unheard(understood);
        if (!faults.isEmpty()) {
            throw new InvalidInput("nobody would hear of some of these rules. Nothing was stored.", faults);
        }
    }

    /** What of the rules nobody hears of, here and now. */
    public List<ProblemError> unheard(EscalationRules rules) {
        return UnheardRules.of(rules, receivers);
    }
}
