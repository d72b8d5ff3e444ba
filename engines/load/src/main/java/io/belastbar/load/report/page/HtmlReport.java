package io.belastbar.load.report.page;

import io.belastbar.load.report.RunReport;
import io.belastbar.load.report.chart.PageText;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunIdentity;
import io.belastbar.wording.ReportLanguage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A report as one HTML file that needs nothing else: style, script and pictures are inside. It says the verdict first,
 * then how far the generator can be trusted, then the thresholds, then the figures. Everything but the readings under
 * the pointer works without the script.
 */
public final class HtmlReport {

    private HtmlReport() {}

    public static String write(RunReport report, ReportLanguage language) {
        PageText text = new PageText(language);
        RunIdentity run = report.result().identity();
        boolean generatorKnown = !report.result().generator().equals(GeneratorReport.UNKNOWN);
        String title = PageText.escape(run.system() + " · " + run.scenario() + " · "
                + report.judgement().verdict().name());
        StringBuilder page = new StringBuilder(256 * 1024);
        page.append("<!doctype html>\n<html lang=\"")
                .append(language.code())
                .append("\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"
                                + " script-src 'unsafe-inline'; img-src data:\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n")
                .append("<title>")
                .append(title)
                .append("</title>\n<style>\n")
                .append(resource("report.css"))
                .append("</style>\n</head>\n<body>\n");
        HeadSection head = new HeadSection(text, report, generatorKnown);
        page.append(head.html()).append("<main>");
        page.append(head.generator());
        page.append(new ThresholdTable(text, report).html());
        page.append(new Tiles(text, report.result()).html());
        page.append(new TimeSection(text, report.result(), report.thresholds(), generatorKnown).html());
        page.append(new CellTables(text, report.result()).html());
        page.append("</main>").append(head.footer());
        page.append("<script>\n").append(resource("report.js")).append("</script>\n</body>\n</html>\n");
        return page.toString();
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("a resource of this package should be readable: " + name, unreadable);
        }
    }
}
