package io.belastbar.budget.compliance;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.FigureWords;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.report.Markup;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.chart.Bar;
import io.belastbar.report.chart.TrendLine;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Table.Cell;
import io.belastbar.report.part.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Promises as rows of a table. */
record ComplianceRows(Wording words, FigureWords figures, ReportTime time) {

    private static final int WORDS_FIRST = 2;
    private static final double HAIR_PERCENT = 0.05;
    private static final double ROUNDING = 1e-12;
    private static final Map<String, String> OBSERVED = Map.of(
            "no index scan on ", "observedNoIndex",
            "index scan on ", "observedIndex",
            "no sequential scan on ", "observedNoSequential",
            "sequential scan on ", "observedSequential");

    Table table(String name, List<ComplianceLine> lines, boolean pictures) {
        var columns = new ArrayList<Column>();
        for (var key : List.of("verdict", "promise", "limit", "measured", "margin", "samples", "since", "baseline")) {
            columns.add(new Column(words.text(key + "Column"), columns.size() < WORDS_FIRST ? "left" : ""));
        }
        return new Table(
                name,
                "rows dense",
                columns,
                lines.stream().map(line -> row(line, pictures)).toList());
    }

    private Table.Row row(ComplianceLine line, boolean pictures) {
        var result = line.result();
        var language = words.language();
        var trend = pictures && line.trend().size() > 1
                ? TrendLine.of(line.trend(), subject(line) + ", " + figure(line))
                : Markup.NONE;
        var cells = List.of(
                Cell.of(figures.promise(line.objective())),
                new Cell(measured(line), interval(line), "strong wrap", Markup.NONE),
                margin(line),
                Cell.of(
                        result.verdict() == ObjectiveVerdict.NO_DATA
                                ? ReportLanguage.NOTHING
                                : language.count(result.samples())),
                Cell.styled("when", line.since() == null ? ReportLanguage.NOTHING : time.minute(line.since())),
                new Cell(
                        line.baselinePercent() == null
                                ? ReportLanguage.NOTHING
                                : language.change(line.baselinePercent()),
                        "",
                        "",
                        trend));
        var pill = new Table.Pill("s-" + result.verdict().name(), words.name(result.verdict()));
        return new Table.Row(pill, subject(line), figure(line), cells, reason(line));
    }

    String subject(ComplianceLine line) {
        return figures.subject(line.objective().subject());
    }

    String figure(ComplianceLine line) {
        return figures.figure(line.objective().measure(), line.objective().statistic());
    }

    /** An amount of the promised figure, never rounded onto its limit. */
    String amount(ComplianceLine line, double value) {
        var dimension = line.objective().measure().dimension();
        return line.objective().limit() == null
                ? figures.amount(dimension, value)
                : figures.amount(
                        dimension,
                        value,
                        dimension.value(line.objective().limit().value()));
    }

    private String measured(ComplianceLine line) {
        var result = line.result();
        if (result.measured() != null) {
            return amount(line, result.measured().value());
        }
        return result.observed() == null ? ReportLanguage.NOTHING : scan(result.observed());
    }

    /** What a demand observed, in the words of the evaluation. */
    private String scan(String observed) {
        return OBSERVED.entrySet().stream()
                .filter(scan -> observed.startsWith(scan.getKey()))
                .findFirst()
                .map(scan -> words.text(
                        scan.getValue(), observed.substring(scan.getKey().length())))
                .orElse(observed);
    }

    private String interval(ComplianceLine line) {
        var measured = line.result().measured();
        return measured == null || measured.confidenceLow() == null && measured.confidenceHigh() == null
                ? ""
                : bound(line, measured.confidenceLow(), "") + " – " + bound(line, measured.confidenceHigh(), "∞");
    }

    private String bound(ComplianceLine line, Double bound, String open) {
        if (bound == null) {
            return open;
        }
        // What is stored of none and of all may be off by what a square root rounds.
        var share = line.objective().measure().dimension() == Dimension.RATIO;
        return amount(line, share && Math.abs(bound - Math.rint(bound)) < ROUNDING ? Math.rint(bound) : bound);
    }

    private Cell margin(ComplianceLine line) {
        var headroom = line.result().headroomPercent();
        if (headroom == null) {
            return Cell.of(ReportLanguage.NOTHING);
        }
        var undecided = line.result().verdict() == ObjectiveVerdict.INCONCLUSIVE;
        var style = undecided ? "open" : headroom < 0 ? "out" : "in";
        Markup bar = Bar.margin(headroom, style);
        var language = words.language();
        // What is broken by a hair has a margin too.
        var percent = Math.abs(headroom) < HAIR_PERCENT ? language.beside(headroom, 0) : language.number(headroom, 1);
        return new Cell(percent + " %", "", "", bar);
    }

    /** Why the verdict is what it is; empty where that is plain. */
    String reason(ComplianceLine line) {
        var shown = line.objective().terms().counts() ? "" : words.text("onlyShown");
        return Stream.of(shown, reasonOfVerdict(line), now(line))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(". "));
    }

    /** Why the newest value says something else than the verdict; empty where it does not. */
    private String now(ComplianceLine line) {
        var now = line.now();
        if (now == null || !now.differs(line.result().verdict())) {
            return "";
        }
        var value =
                now.value() == null ? "" : words.text("newestValue", amount(line, now.value()), time.minute(now.at()));
        var why = now.why() == null ? "" : now.why().in(time);
        return value.isEmpty() || why.isEmpty() ? value + why : value + " (" + why + ")";
    }

    private String reasonOfVerdict(ComplianceLine line) {
        var result = line.result();
        var reason = either(result.reasonGerman(), result.reason());
        var without = result.withoutDependency();
        if (without == null) {
            return reason;
        }
        var more = words.text(
                "withoutDependency",
                String.join(", ", without.dependencies()),
                words.name(without.verdict()),
                either(without.reasonGerman(), without.reason()));
        return reason.isEmpty() ? more : reason + ". " + more;
    }

    private String either(String german, String english) {
        var text = words.language() == ReportLanguage.GERMAN && german != null ? german : english;
        return text == null ? "" : text;
    }

    /** What a person types to have it measured. */
    String command(ComplianceLine line) {
        var objective = line.objective();
        return switch (objective.subject().kind()) {
            case ENDPOINT, OPERATION, QUERY -> "belastbar run " + words.text("scenarioFile");
            case CACHE, PIPELINE, ARTEFACT, RESOURCE, BUSINESS ->
                "belastbar measure \"%s\" %s %s"
                        .formatted(
                                objective.subject().name(),
                                objective.metric().replaceFirst("^target_", ""),
                                words.text("value"));
        };
    }
}
