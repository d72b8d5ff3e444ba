package io.belastbar.chaos.chaostoolkit.reading;

import io.belastbar.chaos.runbook.reading.Vocabulary;
import io.belastbar.document.ErrorCollector;
import io.belastbar.report.Sentence;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the readers of one experiment share: its values, and what they find out besides. */
record Reading(
        Vocabulary vocabulary, Values values, ErrorCollector errors, Impossible impossible, Set<Sentence> notes) {

    Reading(Vocabulary vocabulary, Values values, ErrorCollector errors) {
        this(vocabulary, values, errors, new Impossible(), new LinkedHashSet<>());
    }

    void note(String english, String german) {
        notes.add(new Sentence(english, german));
    }
}
