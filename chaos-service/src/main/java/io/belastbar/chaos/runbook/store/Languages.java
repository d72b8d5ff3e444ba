package io.belastbar.chaos.runbook.store;

import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.reading.RunbookLanguage;
import io.belastbar.chaos.runbook.reading.RunbookParser;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Reads a runbook in whichever language it is written. */
@ApplicationScoped
public class Languages {
    private final List<RunbookLanguage> others;
    private final Words words;

    Languages(@All List<RunbookLanguage> others, Words words) {
        this.others = others;
        this.words = words;
    }

    /**
     * Reads it. Waits for PostgreSQL.
     *
     * @param name of a document that does not say its name itself
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    public Runbook read(String system, String name, String text, Map<String, String> given) {
        DocumentNode document = DocumentParser.parse(text);
        for (RunbookLanguage other : others) {
            if (other.speaks(document)) {
                return other.read(name, document, given, words.of(system));
            }
        }
        return RunbookParser.parse(text, given, words.of(system));
    }
}
