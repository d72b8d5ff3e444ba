package io.belastbar.chaos.dora.report;

import io.belastbar.chaos.dora.calendar.DueTests;
import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;

/** The files of the hand-over about what was tested, what that shows, and what is open. */
public enum DoraFiles {
    COVERAGE_MARKDOWN("resilience-coverage.md", DoraFiles.MARKDOWN, false),
    COVERAGE_HTML("resilience-coverage.html", DoraFiles.HTML, false),
    EVIDENCE_MARKDOWN("dora-evidence.md", DoraFiles.MARKDOWN, true),
    EVIDENCE_HTML("dora-evidence.html", DoraFiles.HTML, true),
    RISK_MARKDOWN("risk-register.md", DoraFiles.MARKDOWN, false),
    RISK_JSON("risk-register.json", "application/json", false),
    RISK_CSV("risk-register.csv", "text/csv;charset=UTF-8", false),
    HANDOVER_MARKDOWN("resilience-handover.md", DoraFiles.MARKDOWN, true),
    HANDOVER_JSON("resilience-handover.json", "application/json", true),
    CALENDAR("resilience-calendar.ics", "text/calendar;charset=UTF-8", false);

    private static final String MARKDOWN = "text/markdown;charset=UTF-8";
    private static final String HTML = "text/html;charset=UTF-8";

    private final String path;
    private final String mediaType;
    private final boolean needsFacts;

    DoraFiles(String path, String mediaType, boolean needsFacts) {
        this.path = path;
        this.mediaType = mediaType;
        this.needsFacts = needsFacts;
    }

    public String path() {
        return path;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Whether it tells of game days one by one. */
    public boolean needsFacts() {
        return needsFacts;
    }

    public Sentence title() {
        return Wording.sentence(DoraFiles.class, words -> words.text("file." + name()));
    }

    /** Why there is nothing about a system, and what helps. */
    public static Missing noRunbook(String system, ReportLanguage language) {
        Wording words = Wording.of(DoraFiles.class, language);
        return new Missing(words.text("noRunbook", system), words.text("noRunbookCommand"));
    }

    public String write(DoraContent content, ReportLanguage language) {
        DoraPage page = new DoraPage(content, new ReportTime(language, content.zone()));
        return switch (this) {
            case COVERAGE_MARKDOWN -> page.coverage().markdown();
            case COVERAGE_HTML -> page.coverage().html();
            case EVIDENCE_MARKDOWN -> page.evidence().markdown();
            case EVIDENCE_HTML -> page.evidence().html();
            case RISK_MARKDOWN -> page.risks().markdown();
            case RISK_JSON -> RiskFiles.json(content, language);
            case RISK_CSV -> RiskFiles.csv(content, language);
            case HANDOVER_MARKDOWN -> page.handover().markdown();
            case HANDOVER_JSON -> HandoverFiles.json(content, language);
            case CALENDAR -> DueTests.file(content.system(), content.rows(), language, content.zone(), content.at());
        };
    }
}
