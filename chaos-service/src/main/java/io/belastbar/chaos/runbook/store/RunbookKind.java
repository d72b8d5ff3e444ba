package io.belastbar.chaos.runbook.store;

import io.belastbar.document.InvalidInput;
import io.belastbar.web.document.DocumentKind;
import io.belastbar.web.document.SentDocument;
import jakarta.inject.Singleton;
import java.util.Map;

/** Runbooks among the documents; several of one system, by their names. */
@Singleton
public class RunbookKind extends DocumentKind<RunbookSummary> {

    public static final String ID = "runbook";

    private final Languages languages;

    RunbookKind(Languages languages) {
        super(ID, "runbook", RunbookSummary.class);
        this.languages = languages;
    }

    @Override
    public RunbookSummary read(SentDocument sent) {
        var runbook = languages.read(sent.system(), sent.name(), sent.text(), Map.of());
        if (!runbook.name().equals(sent.name())) {
            throw InvalidInput.of("/runbook", "must be the name in the address, " + sent.name(), runbook.name());
        }
        return RunbookSummary.of(runbook);
    }
}
