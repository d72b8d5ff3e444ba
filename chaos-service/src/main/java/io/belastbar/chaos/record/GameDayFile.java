package io.belastbar.chaos.record;

import io.belastbar.chaos.record.report.GameDayFiles;
import io.belastbar.chaos.record.report.GameDayReport;
import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.jobs.Await;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Sentence;
import io.belastbar.resilience.record.EntryLine;
import io.belastbar.web.report.DeliverableFile;
import io.belastbar.web.system.SystemZone;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A file of the hand-over about the game days of a system. */
final class GameDayFile implements DeliverableFile {
    private static final int GAME_DAYS_MAX = 20;

    /** The files that there are. */
    @Dependent
    static final class Forms {

        @Produces
        @Singleton
        DeliverableFile executed(RecordRepository records, SystemZone zones) {
            return new GameDayFile(GameDayFiles.EXECUTED, records, zones);
        }

        @Produces
        @Singleton
        DeliverableFile findings(RecordRepository records, SystemZone zones) {
            return new GameDayFile(GameDayFiles.FINDINGS, records, zones);
        }

        @Produces
        @Singleton
        DeliverableFile timeline(RecordRepository records, SystemZone zones) {
            return new GameDayFile(GameDayFiles.TIMELINE, records, zones);
        }

        @Produces
        @Singleton
        DeliverableFile actions(RecordRepository records, SystemZone zones) {
            return new GameDayFile(GameDayFiles.ACTIONS, records, zones);
        }
    }

    private final GameDayFiles file;
    private final RecordRepository records;
    private final SystemZone zones;

    private GameDayFile(GameDayFiles file, RecordRepository records, SystemZone zones) {
        this.file = file;
        this.records = records;
        this.zones = zones;
    }

    @Override
    public String path() {
        return file.path();
    }

    @Override
    public String path(Scope scope) {
        List<RecordedGameDay> held = held(scope, 1);
        return held.isEmpty() ? path() : file.path(held.getFirst().startedAt(), zones.of(scope.system()));
    }

    @Override
    public Sentence title() {
        return file.title();
    }

    @Override
    public String mediaType() {
        return "text/markdown;charset=UTF-8";
    }

    @Override
    public Optional<Missing> missing(Scope scope) {
        return held(scope, 1).isEmpty()
                ? Optional.of(file.missing(scope.system(), scope.language()))
                : Optional.empty();
    }

    @Override
    public byte[] write(Scope scope) {
        List<GameDayReport> reports = held(scope, file.isOfOneDay() ? 1 : GAME_DAYS_MAX).stream()
                .map(day -> Await.of(records.read(day.gameDay())))
                .map(stored -> GameDayReport.of(
                        stored.entries().stream().map(EntryLine::entry).toList()))
                .flatMap(Optional::stream)
                .toList();
        var time = new ReportTime(scope.language(), zones.of(scope.system()));
        return file.write(reports, time).getBytes(StandardCharsets.UTF_8);
    }

    private List<RecordedGameDay> held(Scope scope, int max) {
        return Await.of(records.ofSystem(scope.system(), scope.from(), scope.to(), max));
    }
}
