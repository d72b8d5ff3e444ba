package io.belastbar.capacity.report.growth;

import io.belastbar.capacity.cost.Shown;
import io.belastbar.capacity.plan.compare.ComparedFigure;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.ProjectionRemark;
import io.belastbar.capacity.projection.word.ProjectionWords;
import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code growth-projections-<from>-<to>.md}: where each metric goes, what is planned, and what the data do not promise. */
final class GrowthPage {
    private static final PageTemplate MARKDOWN = PageTemplate.of(GrowthPage.class, "growth.md");

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
                        new GrowthTable(growth, language).table(),
                        growth.projections().stream().map(this::section).toList(),
                        plan(),
                        notPromised()));
    }

    /** What nobody measures any more leads nothing: its dates may be over. */
    private String status() {
        List<Projection> fresh = growth.projections().stream()
                .filter(projection -> !projection.isStale())
                .toList();
        int stale = growth.projections().size() - fresh.size();
        if (growth.projections().isEmpty()) {
            return words.text("growthNoSeries", growth.system());
        }
        return Stream.of(fresh.isEmpty() ? "" : status(fresh), stale == 0 ? "" : words.text("growthStale", stale))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private String status(List<Projection> fresh) {
        List<Projection> reaching = fresh.stream()
                .filter(projection -> projection.limits().stream().anyMatch(GrowthTable::isWithinReach))
                .sorted(Comparator.comparing(GrowthTable::first))
                .toList();
        if (reaching.isEmpty()) {
            return words.text("growthNoLimitReached", fresh.size());
        }
        Projection first = reaching.getFirst();
        return words.text(
                "growthLimitsReached",
                reaching.size(),
                fresh.size(),
                first.metric(),
                said.limit(GrowthTable.limit(first), first.reach()).in(language));
    }

    private Section section(Projection projection) {
        Stream<String> limits = projection.limits().stream()
                .map(limit -> said.limitAndAction(limit, projection.reach()).in(language));
        return new Section(
                projection.metric(),
                Stream.of(
                                remarks(projection, true),
                                Stream.of(said.course(projection).in(language)),
                                limits,
                                remarks(projection, false))
                        .flatMap(all -> all)
                        .toList(),
                words.text(
                        "growthMethod",
                        ProjectionWords.method(projection.method()).in(language),
                        day(projection.from()),
                        day(projection.current().at())));
    }

    private Stream<String> remarks(Projection projection, boolean stale) {
        return projection.remarks().stream()
                .filter(remark -> remark instanceof ProjectionRemark.Stale == stale)
                .map(remark -> said.remark(remark, projection.unit()).in(language));
    }

    private List<String> plan() {
        return growth.compared().stream()
                .map(ComparedFigure::values)
                .flatMap(List::stream)
                .map(year -> year.text().in(language))
                .toList();
    }

    /** Where forecasts end before the plan does: once, with those that end on the same day beside each other. */
    private List<String> notPromised() {
        Instant end = growth.end().atStartOfDay(growth.zone()).toInstant();
        Map<LocalDate, List<String>> ending = new TreeMap<>();
        growth.projections().stream()
                .filter(projection -> projection.reach().isBefore(end))
                .forEach(projection -> ending.computeIfAbsent(
                                LocalDate.ofInstant(projection.reach(), growth.zone()), day -> new ArrayList<>())
                        .add(projection.metric()));
        if (ending.isEmpty()) {
            return List.of();
        }
        String all = ending.entrySet().stream()
                .map(entry -> words.text(
                        "growthUntil", String.join(", ", entry.getValue()), Shown.day(entry.getKey(), language)))
                .collect(Collectors.joining("; "));
        return List.of(words.text("growthNotPromised", Shown.day(growth.end(), language), all));
    }

    private String day(Instant moment) {
        return Shown.day(LocalDate.ofInstant(moment, growth.zone()), language);
    }
}
