package io.belastbar.plans.answer;

import io.belastbar.document.ProblemError;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.answer.PlanAnalysis.JudgedPlan;
import io.belastbar.plans.answer.PlanRows.Row;
import io.belastbar.plans.input.LoggedStatement;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An analysis for people at a terminal: each plan as a tree beside which stands how its time is shared out. */
public final class PlanText {
    private static final int BAR_CELLS = 10;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";
    private static final int STATEMENTS_SHOWN = 20;

    private final Wording words;
    private final ReportLanguage language;
    private final PlanSummary summary;
    private final List<String> lines = new ArrayList<>();

    private PlanText(ReportLanguage language) {
        this.words = Wording.of(PlanText.class, language);
        this.language = language;
        this.summary = new PlanSummary(words);
    }

    public static String of(PlanAnalysis analysis, ReportLanguage language) {
        PlanText text = new PlanText(language);
        for (int i = 0; i < analysis.plans().size(); i++) {
            if (analysis.plans().size() > 1) {
                text.lines.add(text.words.text(
                        "planOf",
                        i + 1,
                        analysis.plans().size(),
                        analysis.plans().get(i).read().line()));
            }
            text.plan(analysis.plans().get(i));
        }
        text.statements(analysis.statements());
        text.rest(analysis);
        return String.join("\n", text.lines).strip() + "\n";
    }

    /** The tree alone, as a page shows it. */
    static List<String> tree(JudgedPlan judged, ReportLanguage language) {
        PlanText text = new PlanText(language);
        text.tree(judged);
        return text.lines;
    }

    private void plan(JudgedPlan judged) {
        Plan plan = judged.read().plan();
        lines.add(summary.headline(plan));
        addUnlessEmpty(summary.calls(judged.read()));
        addUnlessEmpty(summary.statement(plan));
        lines.add("");
        tree(judged);
        List<String> beside = summary.beside(plan);
        if (!beside.isEmpty()) {
            lines.add("");
            lines.addAll(beside);
        }
        lines.add("");
        lines.add(PlanSummary.verdict(judged).in(language));
        for (int i = 0; i < judged.advice().size(); i++) {
            advice(i + 1, judged.advice().get(i));
        }
        lines.add("");
        lines.add("");
    }

    private void addUnlessEmpty(String line) {
        if (!line.isEmpty()) {
            lines.add(line);
        }
    }

    private void tree(JudgedPlan judged) {
        Plan plan = judged.read().plan();
        List<Row> rows = PlanRows.of(judged, words);
        boolean timed = plan.isTimed();
        List<Column> columns = new ArrayList<>();
        if (timed) {
            columns.add(new Column(words.text("share"), row -> bar(row.share()) + " " + right(row.percent(), 5)));
        }
        if (timed || !plan.isMeasured()) {
            columns.add(new Column(words.text(plan.isMeasured() ? "own" : "cost"), Row::own));
        }
        columns.add(new Column(words.text(plan.isMeasured() ? "rows" : "plannedRows"), Row::rows));
        if (plan.blocks().touched() > 0) {
            columns.add(new Column(words.text("ownBlocks"), Row::blocks));
        }
        table(columns, rows);
        if (plan.nodes().size() > rows.size()) {
            lines.add(words.text("nodesLeft", plan.nodes().size() - rows.size()));
        }
    }

    private record Column(String title, Function<Row, String> cell) {
        private int width(List<Row> rows) {
            int widest = rows.stream()
                    .mapToInt(row -> cell.apply(row).length())
                    .max()
                    .orElse(0);
            return Math.max(title.length(), widest);
        }
    }

    private void table(List<Column> columns, List<Row> rows) {
        List<Integer> widths =
                columns.stream().map(column -> column.width(rows)).toList();
        int left = widths.stream().mapToInt(width -> width + 2).sum();
        StringBuilder head = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            head.append(right(columns.get(i).title(), widths.get(i))).append("  ");
        }
        lines.add(head + words.text("node"));
        for (Row row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns.size(); i++) {
                line.append(right(columns.get(i).cell().apply(row), widths.get(i)))
                        .append("  ");
            }
            String mark = row.advice().isEmpty() ? "" : "  ◄ " + row.advice();
            lines.add(line + row.guide() + row.title() + mark);
            row.notes().forEach(note -> lines.add(" ".repeat(left) + row.below() + note));
        }
    }

    private static String bar(double share) {
        int eighths = (int) Math.round(share * BAR_CELLS * 8);
        String full = "█".repeat(eighths / 8);
        String part = eighths % 8 == 0 ? "" : String.valueOf(EIGHTHS.charAt(eighths % 8));
        return full + part + " ".repeat(BAR_CELLS - full.length() - part.length());
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private void advice(int number, Advice advice) {
        lines.add("");
        String weight = advice.weight() > 0 ? words.text("upTo", language.percent(advice.weight())) : "";
        lines.add(number + ". " + advice.title().in(language) + weight);
        lines.add("   " + advice.seen().in(language));
        advice.remedy().in(language).lines().forEach(line -> lines.add("   → " + line));
        lines.add("   " + words.text("threshold", advice.threshold().in(language)));
    }

    private void statements(List<LoggedStatement> statements) {
        if (statements.isEmpty()) {
            return;
        }
        lines.add(words.text("statements", statements.size()));
        lines.add("");
        lines.add(right(words.text("total"), 12) + right(words.text("callCount"), 9) + right(words.text("mean"), 12)
                + right(words.text("slowest"), 12) + "  " + words.text("statement"));
        statements.stream().limit(STATEMENTS_SHOWN).forEach(statement -> {
            lines.add(right(language.millis(statement.totalMs()), 12) + right(language.count(statement.calls()), 9)
                    + right(language.millis(statement.meanMs()), 12) + right(language.millis(statement.maxMs()), 12)
                    + "  " + shortened(statement.text()));
            if (!statement.slowestParameters().isEmpty()) {
                lines.add(" ".repeat(47) + words.text("slowestWith", shortened(statement.slowestParameters())));
            }
        });
        if (statements.size() > STATEMENTS_SHOWN) {
            lines.add("  " + words.text("statementsLeft", statements.size() - STATEMENTS_SHOWN));
        }
        lines.add("");
    }

    private static String shortened(String text) {
        String line = NodeTitle.plain(text);
        return line.length() <= 160 ? line : line.substring(0, 159) + "…";
    }

    private void rest(PlanAnalysis analysis) {
        if (!analysis.unread().isEmpty()) {
            lines.add(words.text("unread", analysis.unread().size()));
            for (ProblemError fault : analysis.unread()) {
                lines.add("  " + words.text("line", fault.line()) + " " + NodeTitle.plain(fault.rule()));
            }
        }
        if (analysis.omitted() > 0) {
            lines.add(words.text("omitted", analysis.omitted()));
        }
    }
}
