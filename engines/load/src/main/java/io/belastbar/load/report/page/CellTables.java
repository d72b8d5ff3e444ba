package io.belastbar.load.report.page;

import io.belastbar.load.report.Percentiles;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.LoadLevel;
import io.belastbar.load.result.RunResult;
import io.belastbar.report.Markup;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import io.belastbar.report.chart.Bar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Percentiles per step, per tenant and by load. */
final class CellTables {

    private static final double HEADLINE = 99;

    private record Part(String name, String detail, Cell cell, double seconds) {}

    private final Wording words;
    private final ReportLanguage language;
    private final RunResult result;
    private final double known;
    private final double seconds;

    CellTables(Wording words, RunResult result) {
        this.words = words;
        this.language = words.language();
        this.result = result;
        this.known = result.provenance().highestKnownPercentile();
        this.seconds = result.identity().duration().toNanos() / 1e9;
    }

    List<CellTable> tables() {
        return Stream.of(
                        table("steps", "", steps()),
                        table("tenants", fairness(), tenants()),
                        table("levels", words.text("levelsLead"), levels()))
                .filter(table -> !table.rows().isEmpty())
                .toList();
    }

    private List<Part> steps() {
        List<Part> parts = new ArrayList<>();
        for (int step = 0; step < result.steps().size(); step++) {
            var info = result.steps().get(step);
            String detail = info.endpoint().equals(info.name()) ? "" : info.endpoint();
            parts.add(new Part(info.name(), detail, result.step(step), seconds));
        }
        if (parts.size() > 1) {
            parts.add(new Part(words.text("all"), "", result.total(), seconds));
        }
        return parts;
    }

    private List<Part> tenants() {
        if (result.tenants().size() == 1 && result.tenants().getFirst().isEmpty()) {
            return List.of();
        }
        return IntStream.range(0, result.tenants().size())
                .mapToObj(tenant -> new Part(result.tenants().get(tenant), "", result.tenant(tenant), seconds))
                .sorted(Comparator.comparingDouble((Part part) -> p99(part.cell()))
                        .reversed())
                .toList();
    }

    private String fairness() {
        double fairness = result.fairness();
        return Double.isFinite(fairness) ? words.text("tenantsLead", fairness) : "";
    }

    private List<Part> levels() {
        List<Part> parts = new ArrayList<>();
        for (LoadLevel level : result.byLoadLevel()) {
            String name = language.number(level.fromPerSecond()) + " – " + language.perSecond(level.toPerSecond());
            parts.add(new Part(name, language.count(level.seconds()) + " s", level.cell(), level.seconds()));
        }
        return parts.size() < 2 ? List.of() : parts;
    }

    private CellTable table(String key, String lead, List<Part> parts) {
        List<String> headers = new ArrayList<>(List.of(words.text(key + "Column")));
        Stream.of("requests", "throughput", "failed", "received")
                .map(words::text)
                .forEach(headers::add);
        headers.add("ms");
        Percentiles.SHOWN.forEach(percent -> headers.add("p" + language.number(percent, 1)));
        headers.add("max");
        double most = parts.stream().mapToDouble(part -> p99(part.cell())).max().orElse(0);
        List<CellTable.Row> rows = parts.stream().map(part -> row(part, most)).toList();
        return new CellTable(key, words.text(key + "Title"), lead, headers, rows);
    }

    private double p99(Cell cell) {
        double millis = Percentiles.millis(cell.responseMicros(), Math.min(HEADLINE, known), known);
        return Double.isFinite(millis) ? millis : 0;
    }

    private CellTable.Row row(Part part, double most) {
        Cell cell = part.cell();
        Markup bar = Bar.share(most <= 0 ? 0 : 100 * p99(cell) / most);
        return new CellTable.Row(
                part.name().isEmpty() ? ReportLanguage.NOTHING : part.name(),
                part.detail(),
                language.count(cell.requests()),
                language.perSecond(cell.requests() / part.seconds()),
                failed(cell),
                cell.errorCount() > 0,
                language.bytes(cell.bytesReceived()),
                times(cell.responseMicros(), bar),
                times(cell.serviceMicros(), Markup.NONE));
    }

    private String failed(Cell cell) {
        return cell.errorCount() == 0
                ? language.count(0)
                : words.text("failedOf", language.count(cell.errorCount()), language.percent(cell.errorRate()));
    }

    private List<CellTable.Time> times(Histogram micros, Markup bar) {
        List<CellTable.Time> times = new ArrayList<>();
        for (double percent : Percentiles.SHOWN) {
            String text = language.number(Percentiles.millis(micros, percent, known));
            times.add(new CellTable.Time(text, percent == HEADLINE ? bar : Markup.NONE));
        }
        double max = micros.getTotalCount() == 0 ? Double.NaN : micros.getMaxValue() / 1e3;
        times.add(new CellTable.Time(language.number(max), Markup.NONE));
        return times;
    }
}
