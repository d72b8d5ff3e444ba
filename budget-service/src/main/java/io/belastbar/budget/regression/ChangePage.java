package io.belastbar.budget.regression;

import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.change.Level;
import io.belastbar.report.Markup;
import io.belastbar.report.ReportLanguage;
import java.util.List;
import java.util.Locale;

/** A change point for people: one sentence, the series with the change, and both distributions. */
record ChangePage(Change change, List<SeriesPoint> points, ReportLanguage language) {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 260;
    private static final int MARGIN = 12;
    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8886; --worse: #b3261e; --better: #1b6e3c; --dot: #3b6ea5; }
            @media (prefers-color-scheme: dark) { :root { --worse: #ff8a80; --better: #8fd9a8; --dot: #8ab4f8; } }
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
            svg { width: 100%; height: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: right; }
            th:first-child { text-align: left; }
            .worse { color: var(--worse); } .better { color: var(--better); }
            """;

    String html() {
        var words = new ChangeWords(change);
        var title = Markup.escape(words.title().in(language));
        return """
                <!DOCTYPE html>
                <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title><style>%s</style></head><body><main>
                <h1 class="%s">%s</h1>
                <p>%s</p>
                <p>%s</p>
                %s
                %s
                <p>%s</p>
                </main></body></html>
                """.formatted(
                        language.code(),
                        title,
                        STYLE,
                        change.worse() ? "worse" : "better",
                        title,
                        Markup.escape(words.sentence().in(language)),
                        Markup.escape(language.choose("Stand: ", "State: ")
                                + words.state().in(language)),
                        chart(words),
                        table(words),
                        Markup.escape(secondOpinion()));
    }

    private String secondOpinion() {
        return change.explanation().eDivisiveAgrees()
                ? language.choose(
                        "E-Divisive, das zweite Verfahren, schneidet an derselben Stelle.",
                        "E-Divisive, the second method, cuts at the same place.")
                : language.choose(
                        "E-Divisive, das zweite Verfahren, schneidet hier nicht.",
                        "E-Divisive, the second method, does not cut here.");
    }

    private String table(ChangeWords words) {
        var why = change.explanation();
        return """
                <table><thead><tr><th></th><th scope="col">n</th><th scope="col">min</th><th scope="col">25 %%</th>\
                <th scope="col">median</th><th scope="col">75 %%</th><th scope="col">max</th></tr></thead><tbody>
                %s
                %s
                </tbody></table>
                """.formatted(
                        row(words, language.choose("davor", "before"), why.before()),
                        row(words, language.choose("danach", "after"), why.after()));
    }

    private static String row(ChangeWords words, String name, Level level) {
        return "<tr><th scope=\"row\">%s</th><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(
                        name,
                        level.n(),
                        words.amount(level.min()),
                        words.amount(level.lowerQuartile()),
                        words.amount(level.median()),
                        words.amount(level.upperQuartile()),
                        words.amount(level.max()));
    }

    private String chart(ChangeWords words) {
        if (points.isEmpty()) {
            return "";
        }
        var low = points.stream().mapToDouble(SeriesPoint::value).min().orElseThrow();
        var high = points.stream().mapToDouble(SeriesPoint::value).max().orElseThrow();
        var svg = new StringBuilder();
        svg.append("<svg role=\"img\" viewBox=\"0 0 %d %d\" aria-label=\"%s\">"
                .formatted(WIDTH, HEIGHT, Markup.escape(words.sentence().in(language))));
        int cut = points.size();
        for (int i = 0; i < points.size(); i++) {
            var point = points.get(i);
            cut = Math.min(cut, point.at().isBefore(change.at()) ? cut : i);
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"var(--dot)\"><title>%s: %s</title></circle>",
                    x(i),
                    y(point.value(), low, high),
                    point.at(),
                    Markup.escape(words.amount(point.value()))));
        }
        var why = change.explanation();
        level(svg, cut - why.before().n(), cut, y(why.before().median(), low, high));
        level(svg, cut, cut + why.after().n(), y(why.after().median(), low, high));
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"0\" y2=\"%2$d\" stroke=\"currentColor\" stroke-dasharray=\"4\"/></svg>",
                x(cut) - 3,
                HEIGHT));
        return svg.toString();
    }

    private void level(StringBuilder svg, int from, int to, double y) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"2\"/>",
                x(Math.max(0, from)),
                x(Math.min(points.size() - 1, to)),
                y,
                y,
                change.worse() ? "var(--worse)" : "var(--better)"));
    }

    private double x(int index) {
        return MARGIN + (double) index * (WIDTH - 2 * MARGIN) / Math.max(1, points.size() - 1);
    }

    private static double y(double value, double low, double high) {
        var share = high == low ? 0.5 : (value - low) / (high - low);
        return MARGIN + (1 - share) * (HEIGHT - 2 * MARGIN);
    }
}
