package io.belastbar.plans.answer;

import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.answer.PlanAnalysis.JudgedPlan;
import io.belastbar.plans.input.LoggedStatement;
import io.belastbar.report.Markup;
import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Status;
import io.belastbar.report.part.Status.Fact;
import io.belastbar.report.part.Status.Tone;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Table.Cell;
import io.belastbar.report.part.Table.Column;
import io.belastbar.report.part.Table.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An analysis as a page, or as Markdown. */
public final class PlanPage {
    private static final PageTemplate HTML = PageTemplate.of(PlanPage.class, "plans.html");
    private static final PageTemplate MARKDOWN = PageTemplate.of(PlanPage.class, "plans.md");

    private record View(String title, Status status, List<PlanPart> plans, Table statements, List<String> notes) {}

    /** @param tree as at a terminal, written as it is: it stands where nothing is marked up */
    private record PlanPart(
            String heading,
            String headline,
            String calls,
            String statement,
            Markup tree,
            List<String> beside,
            String verdict,
            List<AdvicePart> advice) {}

    private record AdvicePart(String title, String seen, List<String> remedy, String threshold, List<Fact> evidence) {}

    private final ReportLanguage language;
    private final Wording words;
    private final PlanSummary summary;

    public PlanPage(ReportLanguage language) {
        this.language = language;
        this.words = Wording.of(PlanPage.class, language);
        this.summary = new PlanSummary(words);
    }

    public String html(PlanAnalysis analysis) {
        return HTML.render(words, view(analysis, true));
    }

    public String markdown(PlanAnalysis analysis) {
        return MARKDOWN.render(words, view(analysis, false));
    }

    private View view(PlanAnalysis analysis, boolean escaped) {
        List<PlanPart> plans = analysis.plans().stream()
                .map(judged -> part(
                        judged,
                        1 + analysis.plans().indexOf(judged),
                        analysis.plans().size(),
                        escaped))
                .toList();
        return new View(title(analysis), status(analysis), plans, statements(analysis.statements()), notes(analysis));
    }

    private String title(PlanAnalysis analysis) {
        int plans = analysis.plans().size();
        if (plans == 0) {
            return words.text("statementsTitle", analysis.statements().size());
        }
        return plans == 1 ? words.text("planTitle") : words.text("plansTitle", plans);
    }

    private Status status(PlanAnalysis analysis) {
        long advice = analysis.adviceCount();
        boolean measured = analysis.plans().stream()
                .allMatch(judged -> judged.read().plan().isMeasured());
        boolean plans = !analysis.plans().isEmpty();
        String sentence = !plans
                ? words.text("statements", analysis.statements().size())
                : advice > 0
                        ? words.text("adviceTotal", advice)
                        : words.text(measured ? "nothingToImprove" : "nothingWithoutMeasuring");
        Tone tone = !plans || !measured && advice == 0 ? Tone.CALM : advice > 0 ? Tone.OPEN : Tone.GOOD;
        return new Status(tone, title(analysis), sentence, List.of(), List.of());
    }

    private PlanPart part(JudgedPlan judged, int number, int of, boolean escaped) {
        Plan plan = judged.read().plan();
        String tree = String.join("\n", PlanText.tree(judged, language));
        String heading =
                of == 1 ? "" : words.text("planOf", number, of, judged.read().line());
        return new PlanPart(
                heading,
                summary.headline(plan),
                summary.calls(judged.read()),
                summary.statement(plan),
                new Markup(escaped ? Markup.escape(tree) : tree.replace("```", "'''")),
                summary.beside(plan),
                PlanSummary.verdict(judged).in(language),
                judged.advice().stream().map(this::part).toList());
    }

    private AdvicePart part(Advice advice) {
        String weight = advice.weight() > 0 ? words.text("upTo", language.percent(advice.weight())) : "";
        return new AdvicePart(
                advice.title().in(language) + weight,
                advice.seen().in(language),
                advice.remedy().in(language).lines().toList(),
                words.text("threshold", advice.threshold().in(language)),
                advice.evidence().entrySet().stream()
                        .map(fact -> new Fact(fact.getKey(), fact.getValue()))
                        .toList());
    }

    private Table statements(List<LoggedStatement> statements) {
        List<Column> columns = List.of(
                Column.words(words.text("statement")),
                Column.figures(words.text("total")),
                Column.figures(words.text("callCount")),
                Column.figures(words.text("mean")),
                Column.figures(words.text("slowest")));
        return new Table(
                words.text("statements", statements.size()),
                "rows",
                columns,
                statements.stream().map(this::row).toList());
    }

    private Row row(LoggedStatement statement) {
        String with = Optional.of(statement.slowestParameters())
                .filter(parameters -> !parameters.isEmpty())
                .map(parameters -> words.text("slowestWith", NodeTitle.plain(parameters)))
                .orElse("");
        List<Cell> cells = Table.cells(
                language.millis(statement.totalMs()),
                language.count(statement.calls()),
                language.millis(statement.meanMs()),
                language.millis(statement.maxMs()));
        return Row.of(null, NodeTitle.plain(statement.text()), with, cells);
    }

    private List<String> notes(PlanAnalysis analysis) {
        List<String> unread = analysis.unread().stream()
                .map(fault -> words.text("line", fault.line()) + " " + fault.rule())
                .toList();
        return analysis.omitted() == 0
                ? unread
                : Stream.concat(unread.stream(), Stream.of(words.text("omitted", analysis.omitted())))
                        .toList();
    }
}
