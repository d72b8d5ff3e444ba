package io.belastbar.chaos.runbook.reading;

import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.document.DocumentNode;
import java.util.Map;

/** Another language in which a runbook may be written. */
public interface RunbookLanguage {

    /** Whether the document is written in it; by its keys, however wrong it is. */
    boolean speaks(DocumentNode document);

    /**
     * Reads it.
     *
     * @param name of the runbook, which such a document does not say
     * @param given values of its variables
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    Runbook read(String name, DocumentNode document, Map<String, String> given, Vocabulary vocabulary);
}
