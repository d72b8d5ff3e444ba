package io.belastbar.load.report.page;

import io.belastbar.load.report.RunReport;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Status;
import io.belastbar.report.part.Tile;
import java.time.ZoneId;
import java.util.List;

/**
 * A report as one HTML file that needs nothing else: style, script and pictures are inside. It says the verdict first,
 * then how far the generator can be trusted, then the thresholds, then the figures. Everything but the readings under
 * the pointer works without the script.
 */
public final class HtmlReport {

    private static final PageTemplate TEMPLATE = PageTemplate.interactive(HtmlReport.class, "report.html");

    private record View(
            String title,
            Status status,
            List<String> trust,
            List<String> notes,
            ThresholdSection thresholds,
            List<Tile> tiles,
            TimeSection time,
            List<CellTable> cells,
            ErrorSection errors,
            String footer) {}

    private HtmlReport() {}

    /** @param zone in which times stand */
    public static String write(RunReport report, ReportLanguage language, ZoneId zone) {
        Wording words = Wording.of(HtmlReport.class, language);
        RunIdentity run = report.result().identity();
        Trust trust = new Trust(words, report.result());
        View view = new View(
                run.system() + " · " + run.scenario() + " · "
                        + report.judgement().verdict().name(),
                new RunStatus(words, report, new ReportTime(language, zone)).status(),
                trust.sentences(),
                trust.notes(),
                ThresholdSection.of(words, report),
                new RunTiles(words, report.result()).tiles(),
                TimeSection.of(words, report, trust.known()),
                new CellTables(words, report.result()).tables(),
                ErrorSection.of(words, report.result()),
                trust.footer());
        return TEMPLATE.render(words, view);
    }
}
