package io.belastbar.profiling.cause;

import io.belastbar.profiling.cause.FindingsOfStatementsRepository.Named;
import io.belastbar.profiling.cause.tree.BrokenPromise;
import io.belastbar.profiling.cause.tree.EndpointCause;
import io.belastbar.profiling.cause.tree.Part;
import io.belastbar.profiling.cause.tree.RunCauses;
import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Status;
import io.belastbar.report.part.Status.Tone;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Table.Cell;
import io.belastbar.report.part.Table.Column;
import io.belastbar.report.part.Table.Row;
import java.util.ArrayList;
import java.util.List;

/** Where the time of a run's endpoints goes, for people. */
final class CausesPage {
    private static final PageTemplate HTML = PageTemplate.of(CausesPage.class, "causes.html");
    private static final PageTemplate MARKDOWN = PageTemplate.of(CausesPage.class, "causes.md");

    private record View(
            String title,
            Status status,
            List<String> notes,
            List<Endpoint> endpoints,
            List<String> broken,
            Table nobodys,
            List<Named> findings) {}

    private record Endpoint(String headline, List<String> broken, Table table, String beyond) {}

    private final ReadCauses.Found found;
    private final RunCauses causes;
    private final Wording words;

    CausesPage(ReadCauses.Found found, ReportLanguage language) {
        this.found = found;
        this.causes = found.causes();
        this.words = Wording.of(CausesPage.class, language);
    }

    String markdown() {
        return MARKDOWN.render(words, view());
    }

    String html() {
        return HTML.render(words, view());
    }

    private View view() {
        String title = words.text("causesTitle", causes.runId());
        long broken = causes.broken().size()
                + causes.endpoints().stream()
                        .mapToLong(each -> each.broken().size())
                        .sum();
        int named = found.findings().size();
        String sentence = broken == 0 ? words.text("causesKept") : words.text("causesBroken", broken, named);
        return new View(
                title,
                new Status(broken == 0 ? Tone.GOOD : Tone.BAD, causes.system(), sentence, List.of(), List.of()),
                causes.notes(),
                causes.endpoints().stream().map(this::endpoint).toList(),
                causes.broken().stream().map(this::broken).toList(),
                nobodys(),
                found.findings());
    }

    private Endpoint endpoint(EndpointCause endpoint) {
        ReportLanguage language = words.language();
        String headline = words.text(
                "causesOfEndpoint",
                endpoint.endpoint(),
                language.millis(endpoint.meanMs()),
                endpoint.requests(),
                language.millis(endpoint.p95Ms()),
                language.millis(endpoint.p99Ms()));
        String beyond = endpoint.beyondMs() > 0 ? words.text("beyond", language.millis(endpoint.beyondMs())) : null;
        return new Endpoint(
                headline, endpoint.broken().stream().map(this::broken).toList(), parts(endpoint), beyond);
    }

    private String broken(BrokenPromise promise) {
        return words.text("brokenPromise", promise.metric(), promise.subject(), promise.observed(), promise.limit());
    }

    private Table parts(EndpointCause endpoint) {
        var columns = List.of(
                Column.words(words.text("part")),
                Column.figures(words.text("timeOfPart")),
                Column.figures(words.text("share")),
                Column.figures(words.text("calls")),
                Column.words(words.text("findingsOfPart")),
                Column.words(words.text("why")));
        List<Row> rows = new ArrayList<>();
        endpoint.parts().forEach(part -> add(rows, part, endpoint.meanMs(), 0));
        if (endpoint.notAttributedMs() > 0) {
            rows.add(Row.of(
                    words.text("notAttributed"),
                    Table.cells(
                            words.language().millis(endpoint.notAttributedMs()),
                            share(endpoint.notAttributedMs(), endpoint.meanMs()),
                            "",
                            "",
                            "")));
        }
        return new Table(endpoint.endpoint(), "rows", columns, rows);
    }

    private void add(List<Row> rows, Part part, double wholeMs, int depth) {
        String indent = depth == 0 ? "" : "  ".repeat(depth - 1) + "└ ";
        String name = words.name(part.kind()) + (part.name() == null ? "" : ": " + part.name());
        rows.add(Row.of(
                indent + name,
                List.of(
                        Cell.of(
                                part.ms() == null
                                        ? ""
                                        : (part.estimated() ? "~ " : "")
                                                + words.language().millis(part.ms())),
                        Cell.of(part.ms() == null ? "" : share(part.ms(), wholeMs)),
                        Cell.of(
                                part.callsPerRequest() == null
                                        ? ""
                                        : words.language().number(part.callsPerRequest(), 2)),
                        Cell.styled("left", String.join(", ", part.findings())),
                        Cell.styled("left wrap", part.basis() == null ? "" : words.name(part.basis())))));
        part.parts().forEach(child -> add(rows, child, wholeMs, depth + 1));
    }

    private String share(double ms, double wholeMs) {
        return wholeMs <= 0 ? ReportLanguage.NOTHING : words.language().percent(ms / wholeMs);
    }

    private Table nobodys() {
        var columns = List.of(
                Column.words(words.text("statementColumn")),
                Column.figures(words.text("totalTime")),
                Column.figures(words.text("share")));
        var rows = causes.nobodys().stream()
                .map(each -> Row.of(
                        each.statement(),
                        Table.cells(
                                words.language().millis(each.totalMs()),
                                words.language().percent(each.share()))))
                .toList();
        return new Table(words.text("nobodysTitle"), "rows", columns, rows);
    }
}
