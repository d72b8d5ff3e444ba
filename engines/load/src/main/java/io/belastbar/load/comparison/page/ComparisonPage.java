package io.belastbar.load.comparison.page;

import io.belastbar.load.comparison.CandidateComparison;
import io.belastbar.load.comparison.ComparedRun;
import io.belastbar.load.comparison.Comparison;
import io.belastbar.load.comparison.ComparisonWarning;
import io.belastbar.load.comparison.StepComparison;
import io.belastbar.load.comparison.VerdictSentence;
import io.belastbar.load.result.RunIdentity;
import io.belastbar.wording.ReportLanguage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/** A comparison as one HTML file that needs no other: sentences first, then the table, then a picture for each step. */
public final class ComparisonPage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String STYLE = style();

    private final Comparison comparison;
    private final ReportLanguage language;
    private final StringBuilder html = new StringBuilder(1 << 16);

    private ComparisonPage(Comparison comparison, ReportLanguage language) {
        this.comparison = comparison;
        this.language = language;
    }

    public static String of(Comparison comparison, ReportLanguage language) {
        return new ComparisonPage(comparison, language).write();
    }

    private static String style() {
        try (InputStream in = ComparisonPage.class.getResourceAsStream("comparison.css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private String write() {
        String title = language.choose("Vergleich von Testläufen", "Comparison of test runs");
        html.append("<!doctype html><html lang=\"")
                .append(language.code())
                .append("\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
                .append(title)
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><main><h1>")
                .append(title)
                .append("</h1>");
        run(comparison.baseline(), "baseline", language.choose("Vergleichsbasis", "Baseline"));
        comparison.candidates().forEach(this::candidate);
        method();
        notes();
        return html.append("</main></body></html>\n").toString();
    }

    private void run(ComparedRun run, String key, String role) {
        RunIdentity identity = run.result().identity();
        html.append("<p><span class=\"key ").append(key).append("\"></span><strong>");
        text(role + ": " + run.name());
        html.append("</strong> <span class=\"soft\">");
        text(identity.scenario() + " · " + TIME.format(identity.startedAt()) + " · "
                + identity.duration().toSeconds() + " s · "
                + String.format(language.locale(), "%,d", run.result().total().requests())
                + language.choose(" Anfragen · ", " requests · ")
                + run.result().provenance().engine());
        html.append("</span></p>");
    }

    private void candidate(CandidateComparison candidate) {
        html.append("<h2>");
        text(candidate.run().name()
                + language.choose(" gegen ", " against ")
                + comparison.baseline().name());
        html.append("</h2>");
        run(candidate.run(), "other", language.choose("Verglichener Lauf", "Compared run"));
        html.append("<p class=\"verdict ")
                .append(candidate.overall().outcome().name().toLowerCase(Locale.ROOT))
                .append("\">");
        text(VerdictSentence.of(candidate.overall(), language));
        html.append("</p>");
        warnings(candidate);
        html.append(new StepTable(language).of(candidate));
        step(candidate.overall());
        // With one step, its picture would be the overall one once more.
        if (candidate.steps().size() > 1) {
            candidate.steps().forEach(this::step);
        }
    }

    private void warnings(CandidateComparison candidate) {
        if (candidate.warnings().isEmpty()) {
            return;
        }
        html.append("<ul class=\"warnings\">");
        for (ComparisonWarning warning : candidate.warnings()) {
            html.append(warning.forbids() ? "<li class=\"forbids\">" : "<li>");
            text(warning.sentence(language));
            html.append("</li>");
        }
        html.append("</ul>");
    }

    private void step(StepComparison step) {
        html.append("<section class=\"step\"><h3>");
        text(StepTable.name(step, language));
        html.append("</h3><p>");
        text(VerdictSentence.of(step, language));
        html.append("</p>");
        if (!step.curve().isEmpty()) {
            html.append("<div class=\"pictures\"><figure>").append(ShiftPlot.of(step, language));
            caption(language.choose(
                    "Um wie viel der verglichene Lauf bei jedem Perzentil langsamer (+) oder schneller (−) ist; das Band ist"
                            + " das 95-%-Konfidenzintervall. Ein gefüllter Punkt ist ein nachgewiesener Unterschied.",
                    "By how much the compared run is slower (+) or faster (−) at each percentile; the band is the 95 %"
                            + " confidence interval. A filled dot is a difference that was shown."));
            html.append("<figure>").append(DistributionPlot.of(step, language));
            caption(language.choose(
                    "Verteilung beider Läufe; gestrichelt p95.", "Distribution of both runs; p95 dashed."));
            html.append("</div>");
        }
        html.append("</section>");
    }

    private void caption(String caption) {
        html.append("<figcaption>");
        text(caption);
        html.append("</figcaption></figure>");
    }

    private void method() {
        html.append("<details><summary>")
                .append(language.choose("Wie gerechnet wurde", "How this was computed"))
                .append("</summary><p>");
        text(MethodText.of(comparison, language));
        html.append("</p></details>");
    }

    private void notes() {
        html.append("<details><summary>")
                .append(language.choose("Herkunft der Läufe", "Where the runs come from"))
                .append("</summary>");
        notes(comparison.baseline());
        comparison.candidates().forEach(candidate -> notes(candidate.run()));
        html.append("</details>");
    }

    private void notes(ComparedRun run) {
        html.append("<p><strong>");
        text(run.name() + ": " + run.result().provenance().engine() + " "
                + run.result().provenance().engineVersion());
        html.append("</strong></p><ul>");
        for (String note : run.result().provenance().notes()) {
            html.append("<li>");
            text(note);
            html.append("</li>");
        }
        html.append("</ul>");
    }

    private void text(String text) {
        html.append(Svg.escape(text));
    }
}
