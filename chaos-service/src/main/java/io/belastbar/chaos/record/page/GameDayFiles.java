package io.belastbar.chaos.record.page;

import io.belastbar.chaos.record.action.ActionItem;
import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** The files of the hand-over about game days. */
public enum GameDayFiles {
    EXECUTED("gameday-runbook-executed-DATE.md", GameDayPage.Kind.EXECUTED),
    FINDINGS("resilience-findings.md", GameDayPage.Kind.FINDINGS),
    TIMELINE("incident-response-timeline.md", GameDayPage.Kind.TIMELINE),
    ACTIONS("post-gameday-action-items.md", GameDayPage.Kind.ACTIONS),
    /** One a game day. */
    FINDING("DATE-gameday-N.md", GameDayPage.Kind.FINDING);

    private final String path;
    private final GameDayPage.Kind kind;

    GameDayFiles(String path, GameDayPage.Kind kind) {
        this.path = path;
        this.kind = kind;
    }

    public String path() {
        return path;
    }

    /** With the day of the newest game day, and which of that day it is, where the name holds them. */
    public String path(Instant startedAt, ZoneId zone, int ofDate) {
        return path.replace("DATE", LocalDate.ofInstant(startedAt, zone).toString())
                .replace("-N.md", "-" + ofDate + ".md");
    }

    /** Whether it is about one game day alone. */
    public boolean isOfOneDay() {
        return this == EXECUTED || this == FINDING;
    }

    public Sentence title() {
        return Wording.sentence(GameDayFiles.class, words -> words.text("title." + name()));
    }

    public Missing missing(String system, ReportLanguage language) {
        Wording words = Wording.of(GameDayFiles.class, language);
        return new Missing(words.text("missing", system), words.text("missingCommand"));
    }

    /** @param open action items of the system that are still to be done; only for the file about them */
    public String write(List<DayReport> reports, List<ActionItem> open, ReportTime time) {
        return new GameDayPage(time).markdown(kind, reports, open);
    }
}
