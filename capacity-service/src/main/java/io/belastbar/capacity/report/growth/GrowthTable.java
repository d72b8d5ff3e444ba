package io.belastbar.capacity.report.growth;

import io.belastbar.capacity.cost.Shown;
import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.ProjectedLimit.Status;
import io.belastbar.capacity.projection.ProjectedValue;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.word.AmountWords;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Table.Column;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Each metric in a row: where it is, where it goes, when it reaches its limit. */
final class GrowthTable {
    private static final int NEAR_DAYS = 90;

    private final Growth growth;
    private final Wording words;
    private final ReportLanguage language;
    private final Optional<LocalDate> end;

    GrowthTable(Growth growth, ReportLanguage language) {
        this.growth = growth;
        this.words = Wording.of(GrowthPage.class, language);
        this.language = language;
        this.end = growth.endInReach();
    }

    static boolean isWithinReach(ProjectedLimit limit) {
        return limit.status() != Status.NOT_WITHIN;
    }

    /** The first one within reach, else the first of all; null without any. */
    static ProjectedLimit limit(Projection projection) {
        return projection.limits().stream()
                .filter(GrowthTable::isWithinReach)
                .findFirst()
                .orElse(
                        projection.limits().isEmpty()
                                ? null
                                : projection.limits().getFirst());
    }

    /** The earliest moment of that limit. */
    static Instant first(Projection projection) {
        ProjectedLimit limit = limit(projection);
        return Stream.of(limit.since(), limit.p10(), limit.p50())
                .filter(moment -> moment != null)
                .findFirst()
                .orElse(projection.reach());
    }

    /** Without a column for a day that no forecast reaches. */
    Table table() {
        List<Column> columns = new ArrayList<>(List.of(
                Column.words(words.text("growthMetric")),
                Column.figures(words.text("growthToday")),
                Column.figures(words.text("growthIn90Days"))));
        end.ifPresent(day -> columns.add(Column.figures(words.text("growthAtEnd", Shown.day(day, language)))));
        columns.addAll(List.of(
                Column.figures(words.text("growthLimit")),
                Column.figures("P10"),
                Column.figures("P50"),
                Column.figures("P90")));
        return new Table(
                words.text("growthTable"),
                "",
                columns,
                growth.projections().stream().map(this::row).toList());
    }

    private Table.Row row(Projection projection) {
        ProjectedLimit limit = limit(projection);
        List<String> cells = new ArrayList<>(List.of(
                amount(projection.current().value(), projection), range(projection.inDays(NEAR_DAYS), projection)));
        end.ifPresent(day -> cells.add(range(projection.at(growth.endOf(day)), projection)));
        cells.add(
                limit == null
                        ? ReportLanguage.NOTHING
                        : AmountWords.of(
                                language, limit.limit().value(), limit.limit().unit()));
        cells.add(percentile(limit, limit == null ? null : limit.p10()));
        cells.add(percentile(limit, limit == null ? null : limit.p50()));
        cells.add(percentile(limit, limit == null ? null : limit.p90()));
        return Table.Row.of(projection.metric(), Table.cells(cells.toArray(String[]::new)));
    }

    private String percentile(ProjectedLimit limit, Instant at) {
        if (limit != null && limit.status() == Status.REACHED) {
            return words.text("growthReached");
        }
        if (at == null) {
            return ReportLanguage.NOTHING;
        }
        return growth.isPast(at)
                ? words.text("growthFromToday")
                : Shown.day(LocalDate.ofInstant(at, growth.zone()), language);
    }

    private String range(Optional<ProjectedValue> expected, Projection projection) {
        return expected.map(value -> words.text(
                        "growthRange",
                        amount(value.expected(), projection),
                        language.number(value.lower80()),
                        language.number(value.upper80())))
                .orElse(ReportLanguage.NOTHING);
    }

    private String amount(double value, Projection projection) {
        return AmountWords.of(language, value, projection.unit());
    }
}
