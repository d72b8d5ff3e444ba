package io.belastbar.capacity.report.growth;

import io.belastbar.capacity.cost.Shown;
import io.belastbar.capacity.plan.compare.ComparedFigure;
import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.ProjectedLimit.Status;
import io.belastbar.capacity.projection.ProjectedValue;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.word.AmountWords;
import io.belastbar.capacity.projection.word.ProjectionWords;
import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Table.Column;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code growth-projections-<from>-<to>.md}: where each metric goes, what is planned, and what the data do not promise. */
final class GrowthPage {
    private static final PageTemplate MARKDOWN = PageTemplate.of(GrowthPage.class, "growth.md");
    private static final int NEAR_DAYS = 90;

    private record View(
            String title,
            String status,
            String made,
            Table table,
            List<Section> metrics,
            List<String> plan,
            List<String> notPromised) {}

    private record Section(String title, List<String> sentences, String method) {}

    private final Growth growth;
    private final Wording words;
    private final ReportLanguage language;
    private final ProjectionWords said;

    GrowthPage(Growth growth, ReportLanguage language) {
        this.growth = growth;
        this.words = Wording.of(GrowthPage.class, language);
        this.language = language;
        this.said = new ProjectionWords(
                growth.zone(), growth.today().atStartOfDay(growth.zone()).toInstant());
    }

    String markdown() {
        return MARKDOWN.render(
                words,
                new View(
                        words.text("growthTitle", growth.system(), growth.firstYear() + "–" + growth.lastYear()),
                        status(),
                        words.text(
                                "growthMade",
                                Shown.day(growth.today(), language),
                                growth.zone().equals(ZoneOffset.UTC)
                                        ? "UTC"
                                        : growth.zone().getId()),
                        table(),
                        growth.projections().stream().map(this::section).toList(),
                        plan(),
                        notPromised()));
    }

    private String status() {
        if (growth.projections().isEmpty()) {
            return words.text("growthNoSeries");
        }
        List<Projection> reaching = growth.projections().stream()
                .filter(projection -> projection.limits().stream().anyMatch(GrowthPage::isWithinReach))
                .sorted(Comparator.comparing(GrowthPage::first))
                .toList();
        return reaching.isEmpty()
                ? words.text("growthNoLimitReached", growth.projections().size())
                : words.text(
                        "growthLimitsReached",
                        reaching.size(),
                        growth.projections().size(),
                        reaching.getFirst().metric(),
                        said.limit(
                                        limit(reaching.getFirst()),
                                        reaching.getFirst().reach())
                                .in(language));
    }

    private static boolean isWithinReach(ProjectedLimit limit) {
        return limit.status() != Status.NOT_WITHIN;
    }

    /** The first one within reach, else the first of all; null without any. */
    private static ProjectedLimit limit(Projection projection) {
        return projection.limits().stream()
                .filter(GrowthPage::isWithinReach)
                .findFirst()
                .orElse(
                        projection.limits().isEmpty()
                                ? null
                                : projection.limits().getFirst());
    }

    private static Instant first(Projection projection) {
        ProjectedLimit limit = limit(projection);
        return Stream.of(limit.since(), limit.p10(), limit.p50())
                .filter(moment -> moment != null)
                .findFirst()
                .orElse(projection.reach());
    }

    private Table table() {
        List<Column> columns = List.of(
                Column.words(words.text("growthMetric")),
                Column.figures(words.text("growthToday")),
                Column.figures(words.text("growthIn90Days")),
                Column.figures(words.text("growthAtEnd", Shown.day(growth.end(), language))),
                Column.figures(words.text("growthLimit")),
                Column.figures("P10"),
                Column.figures("P50"),
                Column.figures("P90"));
        return new Table(
                words.text("growthTable"),
                "",
                columns,
                growth.projections().stream().map(this::row).toList());
    }

    private Table.Row row(Projection projection) {
        ProjectedLimit limit = limit(projection);
        Instant end = growth.end().plusDays(1).atStartOfDay(growth.zone()).toInstant();
        return Table.Row.of(
                projection.metric(),
                Table.cells(
                        amount(projection.current().value(), projection),
                        projection
                                .inDays(NEAR_DAYS)
                                .map(value -> range(value, projection))
                                .orElse(ReportLanguage.NOTHING),
                        projection
                                .at(end)
                                .map(value -> range(value, projection))
                                .orElse(ReportLanguage.NOTHING),
                        limit == null
                                ? ReportLanguage.NOTHING
                                : AmountWords.of(
                                        language,
                                        limit.limit().value(),
                                        limit.limit().unit()),
                        percentile(limit, limit == null ? null : limit.p10()),
                        percentile(limit, limit == null ? null : limit.p50()),
                        percentile(limit, limit == null ? null : limit.p90())));
    }

    private String percentile(ProjectedLimit limit, Instant at) {
        if (limit != null && limit.status() == Status.REACHED) {
            return words.text("growthReached");
        }
        return at == null ? ReportLanguage.NOTHING : Shown.day(LocalDate.ofInstant(at, growth.zone()), language);
    }

    private String range(ProjectedValue value, Projection projection) {
        return words.text(
                "growthRange",
                amount(value.expected(), projection),
                language.number(value.lower80()),
                language.number(value.upper80()));
    }

    private String amount(double value, Projection projection) {
        return AmountWords.of(language, value, projection.unit());
    }

    private Section section(Projection projection) {
        Stream<String> limits = projection.limits().stream()
                .map(limit -> said.limitAndAction(limit, projection.reach()).in(language));
        Stream<String> remarks = projection.remarks().stream()
                .map(remark -> said.remark(remark, projection.unit()).in(language));
        return new Section(
                projection.metric(),
                Stream.of(Stream.of(said.course(projection).in(language)), limits, remarks)
                        .flatMap(all -> all)
                        .toList(),
                words.text(
                        "growthMethod",
                        ProjectionWords.method(projection.method()).in(language),
                        day(projection.from()),
                        day(projection.current().at())));
    }

    private List<String> plan() {
        return growth.compared().stream()
                .map(ComparedFigure::values)
                .flatMap(List::stream)
                .map(year -> year.text().in(language))
                .toList();
    }

    /** Where a forecast ends before the plan does. */
    private List<String> notPromised() {
        Instant end = growth.end().atStartOfDay(growth.zone()).toInstant();
        return growth.projections().stream()
                .filter(projection -> projection.reach().isBefore(end))
                .map(projection -> words.text(
                        "growthNotPromised",
                        projection.metric(),
                        day(projection.from()),
                        day(projection.reach()),
                        Shown.day(growth.end(), language)))
                .toList();
    }

    private String day(Instant moment) {
        return Shown.day(LocalDate.ofInstant(moment, growth.zone()), language);
    }
}
