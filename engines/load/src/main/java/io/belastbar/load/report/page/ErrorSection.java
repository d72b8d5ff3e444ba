package io.belastbar.load.report.page;

import io.belastbar.load.failure.FailureLine;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Table;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What failed, by kind and step.
 *
 * @param lead what was left out; empty if nothing was
 * @param causes why they failed; null if that is not known
 */
record ErrorSection(String lead, Table table, Causes causes) {

    /** @param lead how to read the table */
    record Causes(String title, String lead, Table table) {

        static Causes of(RunResult result, ReportLanguage language) {
            Wording words = Wording.of(FailureLine.class, language);
            List<Table.Row> rows = FailureLine.of(result).stream()
                    .map(line -> row(words, line))
                    .toList();
            List<Table.Column> columns = List.of(
                    Table.Column.words(words.text("causeColumn")),
                    Table.Column.words(words.text("stepColumn")),
                    Table.Column.figures(words.text("countColumn")),
                    Table.Column.figures(words.text("shareColumn")),
                    Table.Column.words(words.text("messageColumn")));
            return rows.isEmpty()
                    ? null
                    : new Causes(
                            words.text("causesTitle"),
                            words.text("causesLead"),
                            new Table(words.text("causesTitle"), "rows", columns, rows));
        }

        private static Table.Row row(Wording words, FailureLine line) {
            ReportLanguage language = words.language();
            return new Table.Row(
                    null,
                    line.name(),
                    "",
                    List.of(
                            Table.Cell.styled("left", line.step()),
                            Table.Cell.of(language.count(line.count())),
                            Table.Cell.of(language.percent(line.share())),
                            Table.Cell.styled(
                                    "why", line.message().isEmpty() ? ReportLanguage.NOTHING : line.message())),
                    words.text("advice", line.advice()));
        }
    }

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
                        rows),
                Causes.of(result, words.language()));
    }

    private static String where(Wording words, RunResult result, ErrorClass error) {
        return IntStream.range(0, result.steps().size())
                .filter(step -> result.step(step).errors(error) > 0)
                .mapToObj(step -> result.steps().get(step).name() + " ("
                        + words.language().count(result.step(step).errors(error)) + ")")
                .collect(Collectors.joining(", "));
    }
}
