package io.belastbar.load.report.page;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Table;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What failed, by kind and step.
 *
 * @param lead what was left out; empty if nothing was
 */
record ErrorSection(String lead, Table table) {

    static ErrorSection of(Wording words, RunResult result) {
        Cell total = result.total();
        List<Table.Row> rows = total.errors().entrySet().stream()
                .map(error -> Table.Row.of(
                        words.name(error.getKey()),
                        List.of(
                                Table.Cell.of(words.language().count(error.getValue())),
                                Table.Cell.styled("why", where(words, result, error.getKey())))))
                .toList();
        return new ErrorSection(
                total.skipped() == 0 ? "" : words.text("skipped", total.skipped()),
                new Table(
                        words.text("errorsByKind"),
                        "rows",
                        List.of(
                                Table.Column.words(words.text("kind")),
                                Table.Column.figures(words.text("count")),
                                Table.Column.words(words.text("where"))),
                        rows));
    }

    private static String where(Wording words, RunResult result, ErrorClass error) {
        return IntStream.range(0, result.steps().size())
                .filter(step -> result.step(step).errors(error) > 0)
                .mapToObj(step -> result.steps().get(step).name() + " ("
                        + words.language().count(result.step(step).errors(error)) + ")")
                .collect(Collectors.joining(", "));
    }
}
