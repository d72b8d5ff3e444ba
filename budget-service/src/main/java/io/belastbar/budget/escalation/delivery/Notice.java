package io.belastbar.budget.escalation.delivery;

import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.time.Instant;
import java.util.UUID;

/**
 * What a message says.
 *
 * @param number of the finding; empty for what is no finding
 * @param repeat 0 for the first message, then how often it was repeated
 */
record Notice(
        UUID escalationId,
        String system,
        String rule,
        String toRole,
        String number,
        String severity,
        String component,
        String title,
        Sentence reason,
        Instant escalatedAt,
        int repeat) {

    /** One line: what an inbox and a notification show. */
    String headline(ReportLanguage language) {
        var again = repeat == 0 ? "" : language.choose("Erinnerung " + repeat + ": ", "Reminder " + repeat + ": ");
        var finding = number.isEmpty() ? "" : number + " ";
        return again + "[" + severity + "] " + system + ": " + finding + reason.in(language);
    }

    /** The lines below it. */
    String body(ReportLanguage language) {
        return String.join(
                "\n",
                title,
                language.choose("Betroffen: ", "Affected: ") + component,
                language.choose("An: ", "To: ") + toRole,
                language.choose("Regel: ", "Rule: ") + rule,
                language.choose("Seit: ", "Since: ") + escalatedAt,
                language.choose("Quittieren: ", "Acknowledge: ") + "POST /api/v1/escalations/" + escalationId
                        + "/acknowledgement");
    }
}
