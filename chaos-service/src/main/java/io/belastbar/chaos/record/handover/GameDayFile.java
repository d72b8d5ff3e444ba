package io.belastbar.chaos.record.handover;

import io.belastbar.chaos.record.RecordedGameDay;
import io.belastbar.chaos.record.page.DayReport;
import io.belastbar.chaos.record.page.GameDayFiles;
import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Sentence;
import io.belastbar.web.report.DeliverableFile;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A file of the hand-over about the game days of a system. */
final class GameDayFile implements DeliverableFile {
    private static final int GAME_DAYS_MAX = 20;
    private static final int FINDING_FILES_MAX = 100;

    /** The files that there are. */
    @Dependent
    static final class Forms {

        @Produces
        @Singleton
        DeliverableFile executed(ReadGameDay reading) {
            return new GameDayFile(GameDayFiles.EXECUTED, reading);
        }

        @Produces
        @Singleton
        DeliverableFile findings(ReadGameDay reading) {
            return new GameDayFile(GameDayFiles.FINDINGS, reading);
        }

        @Produces
        @Singleton
        DeliverableFile timeline(ReadGameDay reading) {
            return new GameDayFile(GameDayFiles.TIMELINE, reading);
        }

        @Produces
        @Singleton
        DeliverableFile actions(ReadGameDay reading) {
            return new GameDayFile(GameDayFiles.ACTIONS, reading);
        }

        @Produces
        @Singleton
        DeliverableFile finding(ReadGameDay reading) {
            return new GameDayFile(GameDayFiles.FINDING, reading);
        }
    }

    private final GameDayFiles file;
    private final ReadGameDay reading;
    private final Optional<RecordedGameDay> only;

    private GameDayFile(GameDayFiles file, ReadGameDay reading) {
        this(file, reading, Optional.empty());
    }

    private GameDayFile(GameDayFiles file, ReadGameDay reading, Optional<RecordedGameDay> only) {
        this.file = file;
        this.reading = reading;
        this.only = only;
    }

    @Override
    public String path() {
        return file.path();
    }

    @Override
    public String path(Scope scope) {
        List<RecordedGameDay> held = held(scope, 1);
        if (held.isEmpty()) {
            return path();
        }
        ZoneId zone = reading.zone(scope.system());
        RecordedGameDay newest = held.getFirst();
        return file.path(newest.startedAt(), zone, reading.ofDate(newest, zone));
    }

    /** One a game day, where the name says which it is. */
    @Override
    public List<DeliverableFile> each(Scope scope) {
        if (file != GameDayFiles.FINDING || only.isPresent()) {
            return List.of(this);
        }
        List<DeliverableFile> files = held(scope, FINDING_FILES_MAX).stream()
                .<DeliverableFile>map(day -> new GameDayFile(file, reading, Optional.of(day)))
                .toList();
        return files.isEmpty() ? List.of(this) : files;
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
        List<DayReport> reports = held(scope, file.isOfOneDay() ? 1 : GAME_DAYS_MAX).stream()
                .map(reading::report)
                .flatMap(Optional::stream)
                .toList();
        var time = new ReportTime(scope.language(), reading.zone(scope.system()));
        return file.write(reports, file == GameDayFiles.ACTIONS ? reading.open(scope.system()) : List.of(), time)
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<RecordedGameDay> held(Scope scope, int max) {
        return only.map(List::of).orElseGet(() -> reading.held(scope.system(), scope.from(), scope.to(), max));
    }
}
