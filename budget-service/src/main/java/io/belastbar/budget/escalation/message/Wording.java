package io.belastbar.budget.escalation.message;

import io.belastbar.budget.escalation.signal.GameDayTitle;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a notice into words.
 *
 * @param zone in which times are meant
 * @param base where people reach this service, without a slash at its end; empty if nobody said so
 */
public record Wording(ReportLanguage language, ZoneId zone, String base) {

    /** One line: what an inbox and a notification show. */
    public String headline(Notice notice) {
        var cause = notice.cause();
        var finding = cause.number().isEmpty() ? "" : cause.number() + " ";
        var what = cause.title().isBlank()
                ? reason(notice)
                : GameDayTitle.read(cause.title())
                        .map(title -> title.in(language))
                        .orElse(cause.title());
        return why(notice) + "[" + cause.severity() + "] " + notice.system() + ": " + finding + what;
    }

    private String why(Notice notice) {
        return switch (notice.kind()) {
            case FIRST -> "";
            case WORSE -> say("Schlimmer: ", "Worse: ");
            case AGAIN -> say("Wieder: ", "Again: ");
            case REMINDER -> say("Erinnerung ", "Reminder ") + notice.repeat() + ": ";
            case RESOLVED -> say("Behoben: ", "Resolved: ");
            case TEST -> say("Probe: ", "Test: ");
        };
    }

    /** The lines below it. */
    public String body(Notice notice) {
        var lines = new ArrayList<String>();
        lines.add(reason(notice));
        lines.add(say("Betroffen: ", "Affected: ") + notice.cause().component());
        lines.add(say("An: ", "To: ") + notice.toRole());
        lines.add(say("Regel: ", "Rule: ") + notice.rule());
        lines.add(say("Seit: ", "Since: ") + time(notice.escalatedAt()));
        if (notice.closedAt() != null) {
            lines.add(say("Behoben: ", "Resolved: ") + time(notice.closedAt()));
        }
        lines.addAll(whatNext(notice));
        return String.join("\n", lines);
    }

    private List<String> whatNext(Notice notice) {
        return switch (notice.kind()) {
            case TEST -> List.of(say("Es ist nichts geschehen.", "Nothing has happened."));
            case RESOLVED -> base.isEmpty() ? List.of() : List.of(link(notice));
            default -> {
                var acknowledge = say("Quittieren: ", "Acknowledge: ") + "POST " + link(notice) + "/acknowledgement";
                yield base.isEmpty() ? List.of(acknowledge) : List.of(link(notice), acknowledge);
            }
        };
    }

    /** Where the escalation is; without a host if nobody said which. */
    public String link(Notice notice) {
        return base + "/api/v1/escalations/" + notice.escalationId();
    }

    private String reason(Notice notice) {
        return notice.reason().in(language);
    }

    private String time(Instant at) {
        return new ReportTime(language, zone).second(at);
    }

    private String say(String german, String english) {
        return language.choose(german, english);
    }
}
