package io.belastbar.load.comparison.page;

import io.belastbar.load.comparison.Percent;
import io.belastbar.load.comparison.RunComparison.CandidateComparison;
import io.belastbar.load.comparison.StepComparison;
import io.belastbar.load.comparison.StepComparison.FigureChange;
import io.belastbar.load.comparison.StepComparison.Outcome;
import io.belastbar.load.comparison.StepComparison.QuantileShift;
import io.belastbar.load.report.Percentiles;
import io.belastbar.report.Markup;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Table.Cell;
import io.belastbar.report.part.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All steps with their quantiles, throughput and errors as a table. */
record StepTable(Wording words) {

    static String name(StepComparison step, Wording words) {
        return step.overall() ? words.text("allRequests") : step.step().name();
    }

    Table of(CandidateComparison candidate) {
        List<Column> columns = new ArrayList<>(List.of(Column.words(words.text("step"))));
        Percentiles.SHOWN.forEach(percentile -> columns.add(Column.figures(ShiftPlot.name(percentile))));
        columns.add(Column.figures(words.text("throughput")));
        columns.add(Column.figures(words.text("errorRate")));
        return new Table(
                candidate.run().name(),
                "rows",
                columns,
                Stream.concat(Stream.of(candidate.overall()), candidate.steps().stream())
                        .map(this::row)
                        .toList());
    }

    private Table.Row row(StepComparison step) {
        ReportLanguage language = words.language();
        List<Cell> cells = new ArrayList<>();
        Percentiles.SHOWN.forEach(percentile -> cells.add(quantile(step, percentile)));
        FigureChange throughput = step.throughput();
        cells.add(new Cell(
                Percent.change(throughput.difference(), language),
                language.number(throughput.baseline(), 1) + " → " + language.number(throughput.other(), 1) + "/s",
                throughput.shown() ? "strong" : "",
                Markup.NONE));
        FigureChange errors = step.errorRate();
        cells.add(Cell.styled(
                errors.shown() && step.outcome() != Outcome.NOT_COMPARABLE ? direction(errors.difference()) : "",
                Percent.rate(errors.baseline(), language) + " → " + Percent.rate(errors.other(), language)));
        String requests = words.text("requestsOfBoth", step.baselineRequests(), step.otherRequests());
        return Table.Row.of(null, name(step, words), requests, cells);
    }

    private Cell quantile(StepComparison step, double percentile) {
        return step.shifts().stream()
                .filter(each -> each.percentile() == percentile)
                .findFirst()
                .map(this::quantile)
                .orElse(Cell.styled("soft", ReportLanguage.NOTHING));
    }

    private Cell quantile(QuantileShift shift) {
        ReportLanguage language = words.language();
        var estimate = shift.estimate();
        String range = Percent.range(estimate.interval(), language);
        String times = Percent.millis(estimate.baselineMicros() / 1e3, language) + " → "
                + Percent.millis(estimate.otherMicros() / 1e3, language);
        return new Cell(
                Percent.change(shift.change(), language),
                range + "\n" + times,
                shift.shown() ? direction(shift.change()) : "",
                Markup.NONE);
    }

    private static String direction(double change) {
        return change > 0 ? "up" : "down";
    }
}
