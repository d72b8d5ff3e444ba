package io.belastbar.loadtest.run;

import io.belastbar.report.Sentence;
import java.util.List;
import java.util.Map;

/** Reasons as they are stored: in both languages; older runs have them in English only. */
final class StoredReasons {

    private StoredReasons() {}

    static List<Map<String, String>> write(List<Sentence> reasons) {
        return reasons.stream()
                .map(reason -> Map.of("english", reason.english(), "german", reason.german()))
                .toList();
    }

    static List<Sentence> read(List<?> stored) {
        return stored.stream().map(StoredReasons::sentence).toList();
    }

    private static Sentence sentence(Object stored) {
        return stored instanceof Map<?, ?> texts
                ? new Sentence(String.valueOf(texts.get("english")), String.valueOf(texts.get("german")))
                : Sentence.verbatim(String.valueOf(stored));
    }
}
