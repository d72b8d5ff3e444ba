package io.belastbar.budget.escalation.signal;

import io.belastbar.contracts.GameDayFinished;
import io.belastbar.report.ReportLanguage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a game day ended, as the headline of a message. It is kept in English, as all titles are, and read again for a German
 * reader.
 *
 * @param recoveryMs empty if nobody measured it
 * @param lostRows empty if nobody looked: that is not 0
 */
public record GameDayTitle(String runbook, String outcome, Optional<Long> recoveryMs, Optional<Long> lostRows) {
    private static final Pattern TEXT = Pattern.compile(
            "Game day (.{1,200}): ([A-Z]{4,20})(?:, RTO (\\d{1,15}) ms)?(?:, lost rows: (\\d{1,15}))?", Pattern.DOTALL);

    static GameDayTitle of(GameDayFinished ended) {
        return new GameDayTitle(
                ended.runbook(),
                ended.outcome(),
                Optional.ofNullable(ended.recoveryTimeMs()),
                Optional.ofNullable(ended.lostRows()));
    }

    /** Empty if it is the title of something else. */
    public static Optional<GameDayTitle> read(String title) {
        Matcher text = TEXT.matcher(title);
        return text.matches()
                ? Optional.of(new GameDayTitle(
                        text.group(1),
                        text.group(2),
                        Optional.ofNullable(text.group(3)).map(Long::valueOf),
                        Optional.ofNullable(text.group(4)).map(Long::valueOf)))
                : Optional.empty();
    }

    /** As it is kept. */
    String kept() {
        return "Game day " + runbook + ": " + outcome
                + recoveryMs.map(millis -> ", RTO " + millis + " ms").orElse("")
                + lostRows.map(rows -> ", lost rows: " + rows).orElse("");
    }

    public String in(ReportLanguage language) {
        return language.choose("Game Day ", "Game day ") + runbook + ": "
                + language.choose(german(), outcome)
                + recoveryMs.map(millis -> ", RTO " + language.millis(millis)).orElse("")
                + lostRows.map(rows -> language.choose(", verlorene Zeilen: ", ", lost rows: ") + language.count(rows))
                        .orElse("");
    }

    private String german() {
        return switch (outcome) {
            case "PASSED" -> "BESTANDEN";
            case "FAILED" -> "NICHT BESTANDEN";
            case "INCONCLUSIVE" -> "NICHT ENTSCHEIDBAR";
            case "ABORTED" -> "ABGEBROCHEN";
            case "COMPLETED" -> "BEENDET";
            default -> outcome;
        };
    }
}
