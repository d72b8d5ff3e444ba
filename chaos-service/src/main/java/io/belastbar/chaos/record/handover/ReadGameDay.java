package io.belastbar.chaos.record.handover;

import io.belastbar.chaos.record.RecordRepository;
import io.belastbar.chaos.record.RecordedGameDay;
import io.belastbar.chaos.record.action.ActionItem;
import io.belastbar.chaos.record.action.ActionItemRepository;
import io.belastbar.chaos.record.action.ItemState;
import io.belastbar.chaos.record.page.DayReport;
import io.belastbar.chaos.record.report.CollectReport;
import io.belastbar.chaos.record.report.GameDayReport;
import io.belastbar.jobs.Await;
import io.belastbar.resilience.record.EntryLine;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.system.SystemZone;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what there is to say of game days, a part of the record at a time. Blocks: for virtual threads. */
@ApplicationScoped
class ReadGameDay {
    private static final int ENTRIES_AT_ONCE = 500;
    private static final int GAME_DAYS_OF_A_DATE_MAX = 200;
    private static final int ITEMS_MAX = 200;

    private final RecordRepository records;
    private final ActionItemRepository items;
    private final SystemZone zones;
    private final InstantSource clock = InstantSource.system();

    ReadGameDay(RecordRepository records, ActionItemRepository items, SystemZone zones) {
        this.records = records;
        this.items = items;
        this.zones = zones;
    }

    ZoneId zone(String system) {
        return zones.of(system);
    }

    Optional<RecordedGameDay> find(UUID gameDay) {
        return Await.of(records.find(gameDay));
    }

    /** The newest game days of a system that began in this time. */
    List<RecordedGameDay> held(String system, Instant from, Instant to, int max) {
        return Await.of(records.ofSystem(system, from, to, max));
    }

    /** Empty if its record does not begin with the start. */
    Optional<DayReport> report(RecordedGameDay day) {
        ZoneId zone = zones.of(day.system());
        return entries(day.gameDay())
                .map(report -> new DayReport(
                        report, ofDate(day, zone), Await.of(items.ofGameDay(day.gameDay())), today(zone)));
    }

    private Optional<GameDayReport> entries(UUID gameDay) {
        var collecting = new CollectReport();
        long after = 0;
        List<EntryLine> part;
        do {
            part = Await.of(records.entries(gameDay, after, ENTRIES_AT_ONCE));
            part.forEach(collecting::add);
            after = part.isEmpty() ? after : part.getLast().number();
        } while (part.size() == ENTRIES_AT_ONCE);
        return collecting.report();
    }

    /** Which game day of its date in the system's zone it is, from 1. */
    int ofDate(RecordedGameDay day, ZoneId zone) {
        Instant begin =
                LocalDate.ofInstant(day.startedAt(), zone).atStartOfDay(zone).toInstant();
        List<RecordedGameDay> before =
                held(day.system(), begin, day.startedAt().plusNanos(1_000), GAME_DAYS_OF_A_DATE_MAX);
        return 1
                + (int) before.stream()
                        .filter(other -> other.startedAt().isBefore(day.startedAt())
                                || other.startedAt().equals(day.startedAt())
                                        && other.gameDay().compareTo(day.gameDay()) < 0)
                        .count();
    }

    /** Action items of a system that are still to be done. */
    List<ActionItem> open(String system) {
        Cursor.Moment newest = Cursor.moment(null);
        return Await.of(items.ofSystem(system, ItemState.OPEN, LocalDate.EPOCH, newest.at(), newest.id(), ITEMS_MAX));
    }

    LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
