package io.belastbar.chaos.dora.door;

import io.belastbar.chaos.dora.coverage.CoverageRow;
import io.belastbar.chaos.dora.coverage.HeldTest;
import io.belastbar.chaos.dora.facts.GameDayFacts;
import io.belastbar.chaos.dora.report.DoraContent;
import io.belastbar.chaos.dora.report.DoraFiles;
import io.belastbar.chaos.dora.store.ReadCoverage;
import io.belastbar.chaos.dora.store.ReadFacts;
import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.report.Sentence;
import io.belastbar.web.report.DeliverableFile;
import io.belastbar.web.system.SystemZone;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** A file of the hand-over about resilience tests of a system. */
final class DoraFile implements DeliverableFile {

    /** The files that there are. */
    @Dependent
    static final class Forms {
        @Produces
        @Singleton
        DeliverableFile coverageMarkdown(Contents contents) {
            return new DoraFile(DoraFiles.COVERAGE_MARKDOWN, contents);
        }

        @Produces
        @Singleton
        DeliverableFile coverageHtml(Contents contents) {
            return new DoraFile(DoraFiles.COVERAGE_HTML, contents);
        }

        @Produces
        @Singleton
        DeliverableFile evidenceMarkdown(Contents contents) {
            return new DoraFile(DoraFiles.EVIDENCE_MARKDOWN, contents);
        }

        @Produces
        @Singleton
        DeliverableFile evidenceHtml(Contents contents) {
            return new DoraFile(DoraFiles.EVIDENCE_HTML, contents);
        }

        @Produces
        @Singleton
        DeliverableFile riskMarkdown(Contents contents) {
            return new DoraFile(DoraFiles.RISK_MARKDOWN, contents);
        }

        @Produces
        @Singleton
        DeliverableFile riskJson(Contents contents) {
            return new DoraFile(DoraFiles.RISK_JSON, contents);
        }

        @Produces
        @Singleton
        DeliverableFile riskCsv(Contents contents) {
            return new DoraFile(DoraFiles.RISK_CSV, contents);
        }

        @Produces
        @Singleton
        DeliverableFile handoverMarkdown(Contents contents) {
            return new DoraFile(DoraFiles.HANDOVER_MARKDOWN, contents);
        }

        @Produces
        @Singleton
        DeliverableFile handoverJson(Contents contents) {
            return new DoraFile(DoraFiles.HANDOVER_JSON, contents);
        }

        @Produces
        @Singleton
        DeliverableFile calendar(Contents contents) {
            return new DoraFile(DoraFiles.CALENDAR, contents);
        }
    }

    /** What the files are made of. */
    @ApplicationScoped
    static class Contents {
        private static final int GAME_DAYS_MAX = 50;

        private final ReadCoverage coverage;
        private final ReadFacts facts;
        private final SystemZone zones;

        Contents(ReadCoverage coverage, ReadFacts facts, SystemZone zones) {
            this.coverage = coverage;
            this.facts = facts;
            this.zones = zones;
        }

        DoraContent of(Scope scope, boolean withFacts) {
            Instant at = scope.to().truncatedTo(ChronoUnit.MICROS);
            List<CoverageRow> rows = coverage.of(scope.system(), at);
            return DoraContent.of(
                    scope.system(), rows, withFacts ? days(scope, rows) : List.of(), zones.of(scope.system()), at);
        }

        /** Those of the time that is asked for; without a beginning those that cover something now stay among them. */
        private List<GameDayFacts> days(Scope scope, List<CoverageRow> rows) {
            List<GameDayFacts> newest = facts.between(scope.system(), scope.from(), scope.to(), GAME_DAYS_MAX);
            if (scope.from() != null) {
                return newest;
            }
            Set<UUID> read = new LinkedHashSet<>();
            newest.forEach(day -> read.add(day.gameDay()));
            Stream<GameDayFacts> older = rows.stream()
                    .flatMap(row -> Stream.of(row.covering(), row.full()))
                    .flatMap(Optional::stream)
                    .map(HeldTest::gameDay)
                    .filter(read::add)
                    .limit(GAME_DAYS_MAX)
                    .flatMap(id -> facts.of(id).stream());
            return Stream.concat(newest.stream(), older).toList();
        }

        boolean isEmpty(Scope scope) {
            return coverage.isEmpty(scope.system());
        }
    }

    private final DoraFiles file;
    private final Contents contents;

    private DoraFile(DoraFiles file, Contents contents) {
        this.file = file;
        this.contents = contents;
    }

    @Override
    public String path() {
        return file.path();
    }

    @Override
    public Sentence title() {
        return file.title();
    }

    @Override
    public String mediaType() {
        return file.mediaType();
    }

    @Override
    public Optional<Missing> missing(Scope scope) {
        return contents.isEmpty(scope)
                ? Optional.of(DoraFiles.noRunbook(scope.system(), scope.language()))
                : Optional.empty();
    }

    @Override
    public byte[] write(Scope scope) {
        return file.write(contents.of(scope, file.needsFacts()), scope.language())
                .getBytes(StandardCharsets.UTF_8);
    }
}
