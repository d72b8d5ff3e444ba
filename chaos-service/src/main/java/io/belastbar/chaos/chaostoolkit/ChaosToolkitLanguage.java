package io.belastbar.chaos.chaostoolkit;

import io.belastbar.chaos.chaostoolkit.reading.ExperimentReader;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.reading.RunbookLanguage;
import io.belastbar.chaos.runbook.reading.Vocabulary;
import io.belastbar.document.DocumentNode;
import jakarta.inject.Singleton;
import java.util.Map;

/** Experiments of Chaos Toolkit are stored among the runbooks as they were sent, and read as runbooks. */
@Singleton
class ChaosToolkitLanguage implements RunbookLanguage {

    @Override
    public boolean speaks(DocumentNode document) {
        return ExperimentReader.speaks(document);
    }

    @Override
    public Runbook read(String name, DocumentNode document, Map<String, String> given, Vocabulary vocabulary) {
        return ExperimentReader.read(name, document, given, vocabulary).runbook();
    }
}
