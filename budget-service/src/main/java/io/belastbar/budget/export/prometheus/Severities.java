package io.belastbar.budget.export.prometheus;

import io.belastbar.contracts.Severity;
import java.util.List;

/** A promise's severity in the words that routes of Alertmanager usually know. */
final class Severities {

    private static final List<String> WORDS = List.of("critical", "warning", "info");

    private Severities() {}

    /** {@code milder}: by how many steps. */
    static String text(Severity severity, int milder) {
        int own =
                switch (severity) {
                    case CRITICAL, HIGH -> 0;
                    case MEDIUM -> 1;
                    case LOW -> 2;
                };
        return WORDS.get(Math.min(own + milder, WORDS.size() - 1));
    }
}
